using PluginAL.Abstractions;

namespace PluginAL.Engine.Acquisition;

/// <summary>What a choice of missing values may look at.</summary>
public sealed record AcquisitionContext
{
    /// <summary>Dense rows, (N, D); NaN: missing.</summary>
    public required FeatureMatrix Features { get; init; }

    /// <summary>What fills the missing values in.</summary>
    public required ConditionalGaussian Imputer { get; init; }

    /// <summary>The model, trained on filled-in rows; null before the first one.</summary>
    public IClassifier? Model { get; init; }

    /// <summary>What each feature costs, D numbers above 0; empty: 1 each.</summary>
    public IReadOnlyList<double> Costs { get; init; } = [];

    /// <summary>The rows whose values may be asked for, ascending; null: all.</summary>
    public IReadOnlyList<long>? Rows { get; init; }

    /// <summary>The most values of one row in a batch: each known value changes what the others are worth.</summary>
    public int PerRow { get; init; } = 1;

    /// <summary>What governs draws.</summary>
    public required RandomSource Random { get; init; }

    /// <summary>Cancels the selection.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What a feature costs.</summary>
    /// <param name="feature">The column.</param>
    /// <returns>The cost, above 0.</returns>
    public double Cost(int feature) => Costs.Count == 0 ? 1 : Costs[feature];

    /// <summary>Scores every missing value of every row that may be asked, and takes the best.</summary>
    /// <param name="count">How many.</param>
    /// <param name="score">Scores the missing values of a row, before their cost: the row, what it is filled in with, the room for one score for each missing value.</param>
    /// <returns>The queries, best first; equals by row and feature.</returns>
    internal IReadOnlyList<FeatureQuery> Best(int count, Action<long, ImputedRow, double[]> score)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (Features.Layout != FeatureLayout.Dense || (Costs.Count > 0 && Costs.Count != Features.Width))
        {
            throw PluginALException.Input(
                $"Missing values are sought in {Features.Layout} rows of {Features.Width} columns with {Costs.Count} costs; give dense rows, and a cost for each column or none.");
        }

        var all = new List<FeatureQuery>();
        foreach (var row in Rows ?? [.. Enumerable.Range(0, (int)Features.RowCount).Select(row => (long)row)])
        {
            Cancellation.ThrowIfCancellationRequested();
            var imputed = Imputer.Impute(Features.Block(row, 1).Values);
            var scores = new double[imputed.Missing.Count];
            if (scores.Length > 0)
            {
                score(row, imputed, scores);
            }

            all.AddRange(imputed.Missing
                .Select((feature, i) => new FeatureQuery(row, feature, scores[i] / Cost(feature)))
                .Where(query => double.IsFinite(query.Score))
                .OrderByDescending(query => query.Score).ThenBy(query => query.Feature)
                .Take(PerRow));
        }

        return [.. all.OrderByDescending(query => query.Score).ThenBy(query => query.Row).ThenBy(query => query.Feature).Take(count)];
    }
}
