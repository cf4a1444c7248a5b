using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

public sealed class CommitteeStrategiesTests
{
    // Three rows of two members of two classes: in agreement and sure, in agreement and unsure, and opposed.
    private static readonly float[] Rows = [1, 0, 1, 0, 0.5f, 0.5f, 0.5f, 0.5f, 1, 0, 0, 1];

    public static TheoryData<string, double[]> Expected => new()
    {
        { "vote-entropy", [0, 0, Math.Log(2)] },
        { "consensus-entropy", [0, Math.Log(2), Math.Log(2)] },
        { "kl-divergence", [0, 0, Math.Log(2)] },
        { "max-disagreement", [0, 0, Math.Log(2)] },
        { "variation-ratio", [0, 0, 0.5] },
        { "bald", [0, 0, Math.Log(2)] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Scores_are_those_of_the_formula_together_and_alone(string name, double[] expected)
    {
        var strategy = (IPointwiseStrategy)new StrategiesRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name).Create(null);
        var together = new float[3];
        strategy.Score(new SignalBlock { Count = 3, ClassCount = 2, MemberCount = 2, Members = Rows }, default, together);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], together[i], 1e-6);
            var alone = new float[1];
            strategy.Score(new SignalBlock { Count = 1, FirstRow = i, ClassCount = 2, MemberCount = 2, Members = Rows.AsSpan(4 * i, 4) }, default, alone);
            Assert.Equal(together[i], alone[0]);
        }
    }
}
