using PluginAL.Abstractions;

namespace PluginAL.Engine.Sessions;

/// <summary>Draws rows uniformly without replacement, for the initial sample and where a cold start leaves nothing better.</summary>
internal static class RandomDraw
{
    /// <summary>Draws <paramref name="count"/> different candidates; each draw gives every candidate that is left the same chance.</summary>
    public static IReadOnlyList<SelectedRow> Draw(RowSet candidates, int count, RandomSource random)
    {
        var chosen = new List<SelectedRow>(count);

        // Rejection costs few draws while most rows are candidates and stay so; else shuffle the candidates themselves.
        if (candidates.Count - count >= candidates.PoolRowCount / 2)
        {
            var seen = new HashSet<long>();
            for (var draw = 0L; chosen.Count < count; draw++)
            {
                var row = random.Below(candidates.PoolRowCount, draw);
                if (candidates.Contains(row) && seen.Add(row))
                {
                    chosen.Add(new SelectedRow(row, double.NaN, 1.0 / (candidates.Count - chosen.Count)));
                }
            }

            return chosen;
        }

        var rows = candidates.Rows().ToArray();
        for (var i = 0; i < count; i++)
        {
            var other = i + random.Below(rows.Length - i, i);
            (rows[i], rows[other]) = (rows[other], rows[i]);
            chosen.Add(new SelectedRow(rows[i], double.NaN, 1.0 / (rows.Length - i)));
        }

        return chosen;
    }
}
