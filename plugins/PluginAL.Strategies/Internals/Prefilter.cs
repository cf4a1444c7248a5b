using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Makes a few candidates of many, in one pass and with memory for the few.</summary>
internal static class Prefilter
{
    /// <summary>The most uncertain candidates, ascending by row; filled up at random where scores are not finite.</summary>
    public static long[] MostUncertain(QueryContext context, UncertaintyMeasure measure, int count)
    {
        var top = new TopK(count);
        var scores = Array.Empty<float>();
        context.ForEachBlock((in SignalBlock block) =>
        {
            if (scores.Length < block.Count)
            {
                scores = new float[block.Count];
            }

            Scoring.Uncertainty.Score(measure, block.Probabilities, block.ClassCount, scores.AsSpan(0, block.Count));
            for (var i = 0; i < block.Count; i++)
            {
                top.Add(scores[i], block.Row(i));
            }
        });
        return Filled(context, top.ToArray().Select(scored => scored.Row), count);
    }

    /// <summary>Rows ascending, with others added at random until there are as many as wanted.</summary>
    public static long[] Filled(QueryContext context, IEnumerable<long> rows, int count)
    {
        var set = new SortedSet<long>(rows);
        if (set.Count < count)
        {
            foreach (var row in PoolView.Sample(context.Candidates, Math.Min(2L * count, context.Candidates.Count), context.Random.For("filled")))
            {
                if (set.Count < count)
                {
                    set.Add(row);
                }
            }
        }

        return [.. set];
    }
}
