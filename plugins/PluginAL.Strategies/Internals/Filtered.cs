using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>The best rows of a pointwise strategy, with their embeddings: what a diversifier chooses from.</summary>
internal static class Filtered
{
    private const int RowsPerBlock = 8192;

    /// <summary>The rows and their scores; all scores are 1 where no strategy is named.</summary>
    public static (PoolView View, float[] Scores) View(QueryContext context, string strategy, int factor, int candidates, int count)
    {
        var most = (int)Math.Max(count, Math.Min(Math.Min((long)factor * count, candidates), context.Candidates.Count));
        if (strategy.Length == 0)
        {
            var all = PoolView.OfCandidates(context, candidates, count, Signals.Embeddings);
            var ones = new float[all.Count];
            Array.Fill(ones, 1);
            return (all, ones);
        }

        var top = new TopK(most);
        foreach (var block in context.Candidates.Rows().Chunk(RowsPerBlock))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var scores = new float[block.Length];
            context.Score(strategy, block, scores);
            for (var i = 0; i < block.Length; i++)
            {
                top.Add(scores[i], block[i]);
            }
        }

        var best = top.ToArray().ToDictionary(scored => scored.Row, scored => scored.Score);
        var rows = Prefilter.Filled(context, best.Keys, Math.Max(count, best.Count));
        return (PoolView.Of(context, rows, Signals.Embeddings), Array.ConvertAll(rows, row => best.GetValueOrDefault(row)));
    }
}
