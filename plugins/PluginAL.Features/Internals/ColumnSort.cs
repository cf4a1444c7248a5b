namespace PluginAL.Features;

/// <summary>Sorts column numbers, ascending: by bytes, least first, where there are enough of them to pay for the counting.</summary>
internal static class ColumnSort
{
    private const int FewestForCounting = 40;

    /// <summary>Sorts.</summary>
    /// <param name="columns">The columns, in [0, <paramref name="width"/>).</param>
    /// <param name="spare">As many again, overwritten.</param>
    /// <param name="width">The exclusive upper bound of the columns.</param>
    public static void Sort(Span<int> columns, Span<int> spare, int width)
    {
        if (columns.Length < FewestForCounting)
        {
            columns.Sort();
            return;
        }

        Span<int> places = stackalloc int[256];
        var from = columns;
        var to = spare[..columns.Length];
        var passes = 0;
        for (var shift = 0; shift < 31 && (width - 1) >> shift != 0; shift += 8, passes++)
        {
            places.Clear();
            foreach (var column in from)
            {
                places[(column >> shift) & 0xFF]++;
            }

            var sum = 0;
            foreach (ref var place in places)
            {
                (place, sum) = (sum, sum + place);
            }

            foreach (var column in from)
            {
                to[places[(column >> shift) & 0xFF]++] = column;
            }

            var swap = from;
            from = to;
            to = swap;
        }

        if (passes % 2 != 0)
        {
            from.CopyTo(columns);
        }
    }
}
