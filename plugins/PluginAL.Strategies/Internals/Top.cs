using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>The outcome of one pass over the candidates.</summary>
internal static class Top
{
    /// <summary>The candidates of the highest scores, in one pass: for scores that depend on the row and on what the context says besides.</summary>
    public static List<SelectedRow> Of(QueryContext context, int count, BlockScores score)
    {
        var (top, scores) = (new TopK(count), Array.Empty<float>());
        context.ForEachBlock((in SignalBlock block) =>
        {
            if (scores.Length < block.Count)
            {
                scores = new float[block.Count];
            }

            score(block, scores.AsSpan(0, block.Count));
            for (var i = 0; i < block.Count; i++)
            {
                top.Add(scores[i], block.Row(i));
            }
        });
        return Selected(context, top, count);
    }

    /// <summary>The kept rows; where too few scores were finite, other candidates at random behind them.</summary>
    public static List<SelectedRow> Selected(QueryContext context, TopK top, int count)
    {
        var selected = top.ToArray().Select(scored => new SelectedRow(scored.Row, scored.Score)).ToList();
        if (selected.Count < count)
        {
            var taken = selected.Select(row => row.Row).ToHashSet();
            var lowest = selected.Count == 0 ? 0 : selected[^1].Score;
            var others = Prefilter.Filled(context, taken, count).Where(row => !taken.Contains(row));
            selected.AddRange(others.Select(row => new SelectedRow(row, lowest)));
        }

        return selected;
    }
}

/// <summary>Scores the rows of a block.</summary>
internal delegate void BlockScores(in SignalBlock block, Span<float> scores);
