using System.Buffers;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Sparse rows packed for training. Only columns that occur are kept. All columns that occur in one row only are folded into
/// one column of that row, of value s = √Σv²: the penalised optimum lies in the span of the rows, so there W = w·v/s with the same penalty, and
/// nothing is lost. In text this halves the columns and more.
/// </summary>
internal sealed class SparseRows
{
    /// <summary>n + 1 offsets into <see cref="Columns"/> and <see cref="Values"/>.</summary>
    public required int[] Starts { get; init; }

    /// <summary>Packed column numbers.</summary>
    public required int[] Columns { get; init; }

    /// <summary>The value of each.</summary>
    public required float[] Values { get; init; }

    /// <summary>The packed columns that are columns of the data: packed number → number in the data.</summary>
    public required int[] Shared { get; init; }

    /// <summary>Rows with a folded column, in order; the folded columns follow the shared ones.</summary>
    public required int[] FoldedRows { get; init; }

    /// <summary>For each folded column its norm s.</summary>
    public required float[] FoldedNorms { get; init; }

    /// <summary>Offsets of each folded column's members.</summary>
    public required int[] FoldedStarts { get; init; }

    /// <summary>The members' numbers in the data.</summary>
    public required int[] FoldedColumns { get; init; }

    /// <summary>The members' values.</summary>
    public required float[] FoldedValues { get; init; }

    /// <summary>Packed columns in all.</summary>
    public int Width => Shared.Length + FoldedRows.Length;

    /// <summary>Packs rows.</summary>
    /// <param name="offsets">n + 1 offsets.</param>
    /// <param name="columns">Column numbers.</param>
    /// <param name="values">The value of each, finite.</param>
    /// <param name="width">The number of columns of the data.</param>
    public static SparseRows Pack(ReadOnlySpan<int> offsets, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int width)
    {
        var rows = offsets.Length - 1;
        var map = ArrayPool<int>.Shared.Rent(width);
        try
        {
            // How often each column occurs; then, for those that occur twice or more, the packed number in order of appearance.
            Array.Clear(map, 0, width);
            for (var k = 0; k < columns.Length; k++)
            {
                map[columns[k]] += values[k] != 0 ? 1 : 0;
            }

            var shared = new List<int>(columns.Length / 4 + 1);
            int entries = 0, folded = 0, foldedEntries = 0;
            for (var row = 0; row < rows; row++)
            {
                var any = false;
                for (var k = offsets[row]; k < offsets[row + 1]; k++)
                {
                    if (values[k] == 0)
                    {
                        continue;
                    }

                    ref var slot = ref map[columns[k]];
                    if (slot == 1)
                    {
                        any = true;
                        foldedEntries++;
                        continue;
                    }

                    entries++;
                    if (slot > 1)
                    {
                        slot = -1 - shared.Count;
                        shared.Add(columns[k]);
                    }
                }

                folded += any ? 1 : 0;
            }

            var packed = new SparseRows
            {
                Starts = new int[rows + 1],
                Columns = new int[entries + folded],
                Values = new float[entries + folded],
                Shared = [.. shared],
                FoldedRows = new int[folded],
                FoldedNorms = new float[folded],
                FoldedStarts = new int[folded + 1],
                FoldedColumns = new int[foldedEntries],
                FoldedValues = new float[foldedEntries],
            };
            int at = 0, fold = 0, member = 0;
            for (var row = 0; row < rows; row++)
            {
                double squares = 0;
                for (var k = offsets[row]; k < offsets[row + 1]; k++)
                {
                    var value = values[k];
                    var slot = map[columns[k]];
                    if (value == 0)
                    {
                        continue;
                    }

                    if (slot == 1)
                    {
                        packed.FoldedColumns[member] = columns[k];
                        packed.FoldedValues[member++] = value;
                        squares += (double)value * value;
                        continue;
                    }

                    packed.Columns[at] = -1 - slot;
                    packed.Values[at++] = value;
                }

                if (squares > 0)
                {
                    packed.FoldedRows[fold] = row;
                    packed.FoldedNorms[fold] = (float)Math.Sqrt(squares);
                    packed.Columns[at] = shared.Count + fold;
                    packed.Values[at++] = packed.FoldedNorms[fold];
                    packed.FoldedStarts[++fold] = member;
                }

                packed.Starts[row + 1] = at;
            }

            return packed;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(map);
        }
    }
}
