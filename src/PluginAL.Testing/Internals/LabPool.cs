using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>A small made-up pool: rows around one centre for each class, members of a committee that disagree a little, some rows labelled.</summary>
internal sealed class LabPool
{
    public const int ClassCount = 3;
    public const int Width = 4;
    public const int MemberCount = 3;

    /// <summary>Makes a pool.</summary>
    /// <param name="rowCount">N.</param>
    /// <param name="labelled">The first so many rows are labelled, classes in turn.</param>
    /// <param name="copyOf">The row that a row is a copy of; null: of none.</param>
    /// <param name="constant">All features one, all classes equally likely.</param>
    /// <param name="oneClass">All labels are of class 0, so that there is no model.</param>
    public LabPool(int rowCount, int labelled = 6, Func<int, int>? copyOf = null, bool constant = false, bool oneClass = false)
    {
        var random = new RandomSource(11, "lab");
        RowCount = rowCount;
        Values = new float[rowCount * Width];
        Probabilities = new float[rowCount * ClassCount];
        Members = new float[rowCount * MemberCount * ClassCount];
        for (var row = 0; row < rowCount; row++)
        {
            var source = copyOf?.Invoke(row) ?? row;
            for (var d = 0; d < Width; d++)
            {
                Values[(row * Width) + d] = constant ? 1 : (d % ClassCount == source % ClassCount ? 3 : 0) + (float)random.Uniform(source, d);
            }

            for (var member = 0; member < MemberCount; member++)
            {
                var says = Members.AsSpan(((row * MemberCount) + member) * ClassCount, ClassCount);
                var sum = 0f;
                for (var c = 0; c < ClassCount; c++)
                {
                    sum += says[c] = constant ? 1 : (float)Math.Pow(random.Uniform(source, 100 + (member * ClassCount) + c), 2) + 0.01f;
                }

                for (var c = 0; c < ClassCount; c++)
                {
                    says[c] /= sum;
                    Probabilities[(row * ClassCount) + c] += says[c] / MemberCount;
                }
            }
        }

        LabelledRows = [.. Enumerable.Range(0, labelled).Select(row => (long)row)];
        Classes = [.. Enumerable.Range(0, labelled).Select(row => oneClass ? 0 : row % ClassCount)];
        HasModel = Classes.Distinct().Count() > 1;
    }

    public int RowCount { get; }

    /// <summary>Features and embeddings alike, (N, D).</summary>
    public float[] Values { get; }

    /// <summary>(N, C).</summary>
    public float[] Probabilities { get; }

    /// <summary>(N, M, C).</summary>
    public float[] Members { get; }

    public long[] LabelledRows { get; }

    public int[] Classes { get; }

    public bool HasModel { get; }

    public RowSet Candidates => RowSet.AllExcept(RowCount, [.. LabelledRows]);

    /// <summary>The bits of all that a strategy is given, to compare before and after.</summary>
    public byte[] Bits() => [.. Bytes(Values), .. Bytes(Probabilities), .. Bytes(Members), .. Bytes(LabelledRows), .. Bytes(Classes)];

    /// <summary>Makes a row's signals NaN.</summary>
    public void Spoil(int row)
    {
        Array.Fill(Values, float.NaN, row * Width, Width);
        Array.Fill(Probabilities, float.NaN, row * ClassCount, ClassCount);
        Array.Fill(Members, float.NaN, row * MemberCount * ClassCount, MemberCount * ClassCount);
    }

    /// <summary>The features of all rows.</summary>
    public FeatureMatrix Features(bool sparse = false) => Features([.. Enumerable.Range(0, RowCount).Select(row => (long)row)], sparse);

    /// <summary>The features of some rows.</summary>
    public FeatureMatrix Features(IReadOnlyList<long> rows, bool sparse = false)
    {
        var (dense, thin) = (new DenseFeatures(Width, rows.Count), new SparseFeatures(Width));
        foreach (var row in rows)
        {
            var values = Values.AsSpan((int)row * Width, Width);
            dense.Append(values);
            var columns = Enumerable.Range(0, Width).Where(d => Values[((int)row * Width) + d] != 0).ToArray();
            thin.Append(columns, columns.Select(d => Values[((int)row * Width) + d]).ToArray());
        }

        return sparse ? thin : dense;
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
