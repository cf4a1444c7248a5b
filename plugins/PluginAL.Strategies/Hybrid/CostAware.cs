using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Return on investment: the score of any pointwise strategy for each unit of the budget that the label costs, s(x) ÷ cost(x)^β (Haertel, Seppi, Ringger and
/// Carroll 2008, "Return on investment for active learning"; Settles, Craven and Friedland 2008, "Active learning with real annotation costs").
/// </summary>
/// <remarks>A score below 0 is multiplied instead, so that expensive rows come later in either case. Costs are those of the pool; where it has none, an estimate that the session learns from what the
/// answers so far cost, and 1 while there are none. Batch: the
/// highest scores. Needs what its strategy needs. O(N) beside the scoring.</remarks>
/// <param name="options">The strategy and the exponent.</param>
[Strategy("cost-aware", Summary = "The score of any pointwise strategy for each unit of what the label costs.", Needs = Signals.None)]
public sealed class CostAware(CostAwareOptions options) : ICompositeStrategy
{
    private const int RowsPerBlock = 8192;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; } = [options.Inner];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var top = new TopK(count);
        foreach (var block in context.Candidates.Rows().Chunk(RowsPerBlock))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var scores = new float[block.Length];
            context.Score(options.Inner, block, scores);
            for (var i = 0; i < block.Length; i++)
            {
                var price = Math.Pow(context.Cost(block[i]), options.Exponent);
                top.Add((float)(scores[i] >= 0 ? scores[i] / price : scores[i] * price), block[i]);
            }
        }

        return Top.Selected(context, top, count);
    }
}
