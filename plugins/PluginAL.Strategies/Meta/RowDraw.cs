using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Draws candidates uniformly, without replacement.</summary>
internal static class RowDraw
{
    /// <summary>Different candidates, in the order of drawing; fewer where there are fewer.</summary>
    public static List<long> Uniform(RowSet candidates, ICollection<long> taken, int count, RandomSource random)
    {
        var drawn = new List<long>(count);
        var left = candidates.Count - taken.Count;
        count = (int)Math.Min(count, left);

        // Rejection costs few draws while most of the pool may be drawn and stays so; else one pass over the candidates.
        if (left - count >= candidates.PoolRowCount / 2)
        {
            var seen = new HashSet<long>(taken);
            for (var draw = 0L; drawn.Count < count; draw++)
            {
                var row = random.Below(candidates.PoolRowCount, draw);
                if (candidates.Contains(row) && seen.Add(row))
                {
                    drawn.Add(row);
                }
            }

            return drawn;
        }

        var rows = candidates.Rows().Where(row => !taken.Contains(row)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var other = i + random.Below(rows.Length - i, i);
            (rows[i], rows[other]) = (rows[other], rows[i]);
            drawn.Add(rows[i]);
        }

        return drawn;
    }

    /// <summary>A uniform sample of the candidates as a set; all of them where there are no more.</summary>
    public static RowSet Sample(RowSet candidates, long count, RandomSource random)
    {
        if (candidates.Count <= count)
        {
            return candidates;
        }

        var rows = Uniform(candidates, [], (int)count, random).ToArray();
        Array.Sort(rows);
        return RowSet.Only(candidates.PoolRowCount, rows);
    }
}
