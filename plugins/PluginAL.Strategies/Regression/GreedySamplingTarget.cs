using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// GSy, greedy sampling in the target: the row whose predicted number is farthest from that of any labelled row, max over x of min over labelled m of
/// |f(x) − y_m| (Wu, Lin and Huang 2019, "Active learning for regression using greedy sampling").
/// </summary>
/// <remarks>Batch: greedy, a pick counts as labelled with the number that is predicted for it; duplicates last. Without a model the picks are those of
/// <see cref="GreedySampling"/>, as in the paper. O(n log l) once for l labelled rows, then O(n) for each pick.</remarks>
/// <param name="options">How many candidates are looked at.</param>
[Strategy(
    "gsy", Summary = "Greedy sampling in the target: the row whose predicted number is farthest from all that are known.",
    Needs = Signals.MeanAndVariance | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class GreedySamplingTarget(GreedySamplingOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        if (context.Model is null)
        {
            return new GreedySampling(options).Select(context, count);
        }

        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.MeanAndVariance | Signals.Embeddings);
        var numbers = Labelled.Numbers(context);
        Array.Sort(numbers);
        var distances = Array.ConvertAll(view.Means, mean => (float)ToNearest(numbers, mean));
        var batch = new Batch(view, count);
        while (batch.Left > 0 && Parts.Argmax(distances, batch.IsNew) is >= 0 and var best)
        {
            batch.TryTake(best, distances[best]);
            for (var i = 0; i < distances.Length; i++)
            {
                distances[i] = Math.Min(distances[i], Math.Abs(view.Means[i] - view.Means[best]));
            }
        }

        return batch.Complete();
    }

    private static double ToNearest(double[] sorted, double number)
    {
        if (double.IsNaN(number))
        {
            return double.NaN;
        }

        var at = Array.BinarySearch(sorted, number);
        at = at < 0 ? ~at : at;
        return Math.Min(
            at < sorted.Length ? sorted[at] - number : double.PositiveInfinity,
            at > 0 ? number - sorted[at - 1] : double.PositiveInfinity);
    }
}
