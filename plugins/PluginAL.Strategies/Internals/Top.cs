using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>The outcome of one pass over the candidates.</summary>
internal static class Top
{
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
