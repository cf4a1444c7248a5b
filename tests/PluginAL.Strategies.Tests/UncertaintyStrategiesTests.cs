using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

public sealed class UncertaintyStrategiesTests
{
    private static readonly float[] Rows = [0.5f, 0.3f, 0.2f, 1, 0, 0, 1 / 3f, 1 / 3f, 1 / 3f];

    public static TheoryData<string, double[]> Expected => new()
    {
        { "least-confidence", [0.5, 0, 2 / 3.0] },
        { "margin", [0.8, 0, 1] },
        { "ratio", [0.6, 0, 1] },
        { "entropy", [-((0.5 * Math.Log(0.5)) + (0.3 * Math.Log(0.3)) + (0.2 * Math.Log(0.2))), 0, Math.Log(3)] },
        { "normalised-entropy", [-((0.5 * Math.Log(0.5)) + (0.3 * Math.Log(0.3)) + (0.2 * Math.Log(0.2))) / Math.Log(3), 0, 1] },
        { "gini", [1 - 0.25 - 0.09 - 0.04, 0, 2 / 3.0] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Scores_are_those_of_the_formula(string name, double[] expected)
    {
        var scores = new float[3];
        Create(name).Score(new SignalBlock { Count = 3, ClassCount = 3, Probabilities = Rows }, default, scores);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], scores[i], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_row_scores_the_same_in_any_block(string name, double[] expected)
    {
        var strategy = Create(name);
        var together = new float[3];
        strategy.Score(new SignalBlock { Count = 3, ClassCount = 3, Probabilities = Rows }, default, together);
        for (var i = 0; i < expected.Length; i++)
        {
            var alone = new float[1];
            strategy.Score(new SignalBlock { Count = 1, FirstRow = i, ClassCount = 3, Probabilities = Rows.AsSpan(3 * i, 3) }, default, alone);
            Assert.Equal(together[i], alone[0]);
        }
    }

    private static IPointwiseStrategy Create(string name) =>
        (IPointwiseStrategy)new StrategiesRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name).Create(null);
}
