namespace PluginAL.Scoring.Clustering;

/// <summary>Checks lists of row numbers.</summary>
internal static class RowList
{
    internal static void Check(ReadOnlySpan<long> list, long count, string name)
    {
        foreach (long row in list)
            if ((ulong)row >= (ulong)count) throw new ArgumentException($"Found row {row}, expected rows from 0 to {count - 1}.", name);
    }

    internal static void CheckSorted(ReadOnlySpan<long> list, long count, string name)
    {
        Check(list, count, name);
        for (int i = 1; i < list.Length; i++)
            if (list[i] < list[i - 1])
                throw new ArgumentException($"Row {list[i]} stands after {list[i - 1]}, expected ascending order.", name);
    }
}
