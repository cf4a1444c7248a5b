using PluginAL.Abstractions;

namespace PluginAL.Engine.Sessions;

/// <summary>Holds a strategy to its contract: as many rows as were asked for, each a candidate, none twice.</summary>
internal static class SelectionCheck
{
    public static void Require(string plugin, IReadOnlyList<SelectedRow>? rows, RowSet candidates, int count, long nonFinite, long firstNonFiniteRow)
    {
        if (rows is null)
        {
            throw Wrong(plugin, "returned null", count);
        }

        var seen = new HashSet<long>();
        foreach (var row in rows)
        {
            if (!candidates.Contains(row.Row))
            {
                var why = row.Row < 0 || row.Row >= candidates.PoolRowCount
                    ? $"which the pool of {candidates.PoolRowCount} rows does not have"
                    : "which is labelled, handed out or skipped already";
                throw Wrong(plugin, $"chose row {row.Row}, {why}", count);
            }

            if (row.Probability is { } p && !(p is > 0 and <= 1))
            {
                throw Wrong(plugin, $"chose row {row.Row} with the probability {p}, which is none", count);
            }

            if (!seen.Add(row.Row))
            {
                throw Wrong(plugin, $"chose row {row.Row} twice", count);
            }
        }

        if (rows.Count > count || rows.Count + nonFinite < count)
        {
            throw Wrong(plugin, $"chose {rows.Count} rows", count);
        }

        if (rows.Count == 0)
        {
            throw PluginALException.Work(
                $"{plugin} gave {nonFinite} scores that are not finite (first at row {firstNonFiniteRow}) and none that is; "
                + "check the pool's features for NaN, mend the strategy, or choose another.");
        }
    }

    private static PluginALException Wrong(string plugin, string found, int count) =>
        PluginALException.Work($"{plugin} {found}; Select must return exactly {count} different candidates, best first. Mend the strategy or choose another.");
}
