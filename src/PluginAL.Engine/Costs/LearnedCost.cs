using PluginAL.Abstractions;

namespace PluginAL.Engine.Costs;

/// <summary>
/// What rows cost as far as a session's answers tell: a <see cref="CostModel"/> of the latest answers, fitted when it is first asked for. A function of the
/// labels alone, so that a session that was opened again estimates the same.
/// </summary>
/// <param name="features">Dense features of the pool, (N, D).</param>
/// <param name="rows">The labelled rows.</param>
/// <param name="costs">What each of their labels cost.</param>
internal sealed class LearnedCost(Func<FeatureMatrix> features, IReadOnlyList<long> rows, IReadOnlyList<double> costs)
{
    /// <summary>The most answers that are learned from, the latest ones: annotators grow quicker with time, and fitting is cubic.</summary>
    private const int Latest = 300;

    private readonly Lazy<CostModel?> _model = new(() => Fit(features(), rows, costs));

    /// <summary>What a row is expected to cost; 1 where no answer had a cost.</summary>
    public double Estimate(long row) => _model.Value is { } model ? model.Estimate(features().Block(row, 1).Values) : 1;

    private static CostModel? Fit(FeatureMatrix features, IReadOnlyList<long> rows, IReadOnlyList<double> costs)
    {
        var known = Enumerable.Range(0, rows.Count).Where(i => costs[i] > 0 && double.IsFinite(costs[i])).TakeLast(Latest).ToArray();
        if (known.Length == 0)
        {
            return null;
        }

        var values = new float[known.Length * features.Width];
        for (var i = 0; i < known.Length; i++)
        {
            features.Block(rows[known[i]], 1).Values.CopyTo(values.AsSpan(i * features.Width));
        }

        return CostModel.Fit(values, features.Width, [.. known.Select(i => costs[i])]);
    }
}
