using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// A submodular diversifier over any pointwise strategy: of its best rows, those that represent them best, by greedy maximisation of the facility
/// location function Σᵢ max_{j ∈ S} s(i, j) (Wei, Iyer and Bilmes 2015, "Submodularity in data subset selection and active learning").
/// </summary>
/// <remarks>
/// The similarity is exp(−γ ‖x − y‖²). Greedy reaches 1 − 1/e of the best value (Nemhauser, Wolsey and Fisher 1978); a gain never grows,
/// so old gains spare most evaluations. A pick's score is its gain. Batch: made for it; duplicates gain nothing and come last. n = factor · batch rows: O(n²) memory and
/// O(n² · E) time; one scoring of the pool before.
/// </remarks>
/// <param name="options">The strategy, how many rows are looked at, the similarity.</param>
[Strategy("facility-location", Summary = "Of the best rows of any pointwise strategy, those that represent them best.", Needs = Signals.Embeddings)]
public sealed class FacilityLocation(FacilityLocationOptions options) : ICompositeStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; } = options.Strategy.Length == 0 ? [] : [options.Strategy];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (view, _) = Filtered.View(context, options.Strategy, options.Factor, options.Candidates, count);
        var kernel = new GaussianKernel(view.Table, options.Gamma * view.Unit * view.Unit, context.Cancellation);
        var similar = new float[view.Count][];
        for (var i = 0; i < view.Count; i++)
        {
            similar[i] = kernel.Column(i);
        }

        var covered = new float[view.Count];
        var queue = new PriorityQueue<(int Row, int Round), (double Negative, int Row)>();
        for (var i = 0; i < view.Count; i++)
        {
            Enqueue(i, 0);
        }

        var batch = new Batch(view, count);
        for (var round = 0; batch.Left > 0 && queue.TryDequeue(out var best, out var priority);)
        {
            if (best.Round < round)
            {
                Enqueue(best.Row, round);
            }
            else if (batch.TryTake(best.Row, -priority.Negative))
            {
                round++;
                for (var i = 0; i < covered.Length; i++)
                {
                    covered[i] = Math.Max(covered[i], similar[best.Row][i]);
                }
            }
        }

        return batch.Complete();

        void Enqueue(int row, int round)
        {
            var gain = 0.0;
            for (var i = 0; i < covered.Length; i++)
            {
                gain += Math.Max(0, similar[row][i] - covered[i]);
            }

            if (double.IsFinite(gain))
            {
                queue.Enqueue((row, round), (-gain, row));
            }
        }
    }
}
