using PluginAL.Abstractions;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Tests.Reports;

internal static class Examples
{
    public static ExperimentDescription Description { get; } = new()
    {
        Task = LearningTask.Classification,
        Data = "digits.csv, 1437 rows to learn from, 360 to test on, 10 classes",
        CommandLine = "pluginal simulate --data digits.csv --strategy margin,random",
        Versions = [KeyValuePair.Create("PluginAL", "0.1.0"), KeyValuePair.Create(".NET", "10.0")],
        Configuration = [KeyValuePair.Create("learner", "logistic")],
        FullData = new FullDataMetrics(0.95, 0.94),
    };

    public static CurvePoint Point(string strategy, ulong seed, int round, int labels, double metric) =>
        new(strategy, seed, round, labels, metric, metric - 0.01, 0.012, 0.0034, 0.0005);

    /// <summary>One run: ten labels a round, a metric each.</summary>
    public static IEnumerable<CurvePoint> Run(string strategy, ulong seed, params double[] metrics) =>
        metrics.Select((m, round) => Point(strategy, seed, round, 10 * (round + 1), m));

    /// <summary>Curves that rise like real ones; what a strategy gains falls with the labels.</summary>
    public static IEnumerable<CurvePoint> Curves(string strategy, int seeds, double gain, int rounds = 20)
    {
        for (var seed = 0; seed < seeds; seed++)
        {
            for (var round = 0; round < rounds; round++)
            {
                var labels = 25 + (25 * round);
                var wobble = 0.012 * Math.Sin((seed * 7.3) + (round * 1.7) + strategy.Length) + (0.01 * Math.Cos(seed * 2.1));
                yield return Point(strategy, (ulong)seed, round, labels, 0.95 - (0.45 * Math.Exp(-labels / (160.0 - (700 * gain)))) + wobble);
            }
        }
    }
}
