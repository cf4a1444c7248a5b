using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>Labelled rows of length one, by column: what a cosine with all of them is summed over.</summary>
internal sealed class UnitRows
{
    // By column: the rows that have it, ascending, and their values.
    private readonly Lazy<(int[] Starts, int[] Rows, float[] Values)> _columns;

    public UnitRows(FeatureLayout layout, int width, int[] starts, int[] columns, float[] values)
    {
        (Layout, Width, Starts, Columns, Values) = (layout, width, starts, columns, values);
        _columns = new(ByColumn);
    }

    public FeatureLayout Layout { get; }

    public int Width { get; }

    public int Count => Starts.Length - 1;

    /// <summary>n + 1: where each row's entries begin.</summary>
    public int[] Starts { get; }

    public int[] Columns { get; }

    public float[] Values { get; }

    public static UnitRows Read(FeatureMatrix features, string learner)
    {
        var (starts, columns, values) = (new int[checked((int)features.RowCount) + 1], new List<int>(), new List<float>());
        for (var row = 0; row + 1 < starts.Length;)
        {
            var block = features.Block(row, starts.Length - 1 - row);
            for (var i = 0; i < block.Count; i++, row++)
            {
                var norm = Norm(block, i);
                if (!double.IsFinite(norm))
                {
                    throw PluginALException.Input($"'{learner}' found a value that is not finite in row {row} of the training set; features must be finite numbers. Impute or drop it.");
                }

                var (first, end) = Entries(block, i);
                for (var e = first; e < end; e++)
                {
                    if (block.Values[e] != 0)
                    {
                        columns.Add(Column(block, e, first));
                        values.Add((float)(block.Values[e] / norm));
                    }
                }

                starts[row + 1] = columns.Count;
            }
        }

        return new UnitRows(features.Layout, features.Width, starts, [.. columns], [.. values]);
    }

    /// <summary>The cosine of one row with each of these; NaN where it holds NaN.</summary>
    public void Cosines(in FeatureBlock rows, int index, double[] cosines)
    {
        Array.Clear(cosines);
        var norm = Norm(rows, index);
        var (first, end) = Entries(rows, index);
        if (norm == 0)
        {
            return;
        }

        var (starts, members, values) = _columns.Value;
        for (var e = first; e < end; e++)
        {
            var (column, value) = (Column(rows, e, first), rows.Values[e] / norm);
            for (var m = starts[column]; m < starts[column + 1] && value != 0; m++)
            {
                cosines[members[m]] += value * values[m];
            }
        }

        if (!double.IsFinite(norm))
        {
            Array.Fill(cosines, double.NaN);
        }
    }

    private static double Norm(in FeatureBlock rows, int index)
    {
        var (first, end) = Entries(rows, index);
        var squared = 0.0;
        foreach (var value in rows.Values[first..end])
        {
            squared += (double)value * value;
        }

        return Math.Sqrt(squared);
    }

    private static (int First, int End) Entries(in FeatureBlock rows, int index) => rows.Layout == FeatureLayout.Dense
        ? (index * rows.Width, (index + 1) * rows.Width)
        : ((int)(rows.RowOffsets[index] - rows.RowOffsets[0]), (int)(rows.RowOffsets[index + 1] - rows.RowOffsets[0]));

    private static int Column(in FeatureBlock rows, int entry, int first)
    {
        var column = rows.Layout == FeatureLayout.Dense ? entry - first : rows.Columns[entry];
        return (uint)column < (uint)rows.Width
            ? column
            : throw PluginALException.Input($"A row has a value in column {column}; the columns are 0 to {rows.Width - 1}. Verify the pool.");
    }

    private (int[] Starts, int[] Rows, float[] Values) ByColumn()
    {
        var (starts, rows, values) = (new int[Width + 1], new int[Columns.Length], new float[Columns.Length]);
        foreach (var column in Columns)
        {
            starts[column + 1]++;
        }

        for (var column = 0; column < Width; column++)
        {
            starts[column + 1] += starts[column];
        }

        var next = starts.AsSpan(0, Width).ToArray();
        for (var row = 0; row < Count; row++)
        {
            for (var e = Starts[row]; e < Starts[row + 1]; e++)
            {
                var at = next[Columns[e]]++;
                (rows[at], values[at]) = (row, Values[e]);
            }
        }

        return (starts, rows, values);
    }
}
