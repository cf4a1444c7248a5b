using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Reports;

/// <summary>An experiment summed up: what <c>summary.json</c> holds and the figure and the report show.</summary>
public sealed class ExperimentSummary
{
    /// <summary>The name of the strategy that others are compared with.</summary>
    public const string Baseline = "random";

    private ExperimentSummary(
        ExperimentDescription description, IReadOnlyList<CurvePoint> points, IReadOnlyList<ulong> seeds, IReadOnlyList<StrategySummary> strategies)
    {
        Description = description;
        Metrics = MetricNames.For(description.Task);
        Points = points;
        Seeds = seeds;
        Strategies = strategies;
    }

    /// <summary>What the experiment was.</summary>
    public ExperimentDescription Description { get; }

    /// <summary>The metrics of its task.</summary>
    public MetricNames Metrics { get; }

    /// <summary>Every point of every curve.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <summary>The seeds of all strategies, ascending.</summary>
    public IReadOnlyList<ulong> Seeds { get; }

    /// <summary>The strategies, in the order in which they first appear among the points.</summary>
    public IReadOnlyList<StrategySummary> Strategies { get; }

    /// <summary>Sums an experiment up.</summary>
    /// <param name="description">What it was.</param>
    /// <param name="points">Every point of every curve, in any order.</param>
    /// <returns>The summary.</returns>
    public static ExperimentSummary Of(ExperimentDescription description, IEnumerable<CurvePoint> points)
    {
        ArgumentNullException.ThrowIfNull(description);
        var all = points.ToArray();
        var metrics = MetricNames.For(description.Task);
        var curves = Curves(all, p => p.Metric1);
        var random = curves.FirstOrDefault(c => c.Strategy == Baseline).BySeed;
        return new ExperimentSummary(
            description,
            all,
            [.. all.Select(p => p.Seed).Distinct().Order()],
            [.. curves.Select(c => Summarise(c.Strategy, c.BySeed))]);

        StrategySummary Summarise(string strategy, SortedDictionary<ulong, LearningCurve> bySeed)
        {
            var own = all.Where(p => p.Strategy == strategy).ToArray();
            var areas = bySeed.Values.Select(c => c.Area()).ToArray();
            return new StrategySummary(
                strategy,
                [.. bySeed.Keys],
                own.Min(p => p.Labels),
                own.Max(p => p.Labels),
                Spread.Of(areas),
                areas,
                Spread.Of(bySeed.Values.Select(c => c.Final)),
                Spread.Of(own.GroupBy(p => p.Seed).Select(g => g.MaxBy(p => p.Round)!.Metric2)),
                [.. new[] { 90, 95, 99 }.Select(percent => Needed(percent, bySeed.Values))],
                own.Average(p => p.FitSeconds),
                own.Average(p => p.PredictSeconds),
                own.Average(p => p.SelectSeconds),
                random is null || strategy == Baseline ? null : Comparison.Of(strategy, bySeed, random, metrics));
        }

        LabelsNeeded Needed(int percent, ICollection<LearningCurve> bySeed)
        {
            if (description.FullData is not { Metric1: > 0 and < double.PositiveInfinity and var full }) return new LabelsNeeded(percent, null, null, 0);
            // Never by a hair's breadth of rounding: 0.9 · 100 % of a metric is reached by that metric.
            var threshold = metrics.LowerIsBetter ? full * 100 / percent : full * percent / 100;
            var slack = threshold * (metrics.LowerIsBetter ? 1 + 1e-12 : 1 - 1e-12);
            var reached = bySeed.Select(c => c.Reaches(slack, metrics.LowerIsBetter)).OfType<double>().ToArray();
            return new LabelsNeeded(percent, threshold, reached.Length == bySeed.Count ? reached.Average() : null, reached.Length);
        }
    }

    /// <summary>The summary as JSON: indented, always in the same order, numbers that are undefined as null.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => SummaryJson.Of(this);

    /// <summary>Writes <see cref="ToJson"/> to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public void Write(string path) => AtomicFile.Write(path, ToJson() + "\n");

    internal static List<(string Strategy, SortedDictionary<ulong, LearningCurve> BySeed)> Curves(
        IEnumerable<CurvePoint> points, Func<CurvePoint, double> metric) =>
        [.. points.GroupBy(p => p.Strategy, StringComparer.Ordinal).Select(strategy => (strategy.Key, new SortedDictionary<ulong, LearningCurve>(
            strategy.GroupBy(p => p.Seed).ToDictionary(
                seed => seed.Key, seed => new LearningCurve(seed.OrderBy(p => p.Round).Select(p => (p.Labels, metric(p))))))))];
}
