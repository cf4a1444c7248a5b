using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>
/// A small made-up pool: rows around one centre for each class, members of a committee that disagree a little, some rows labelled; and what a model of another
/// task says of them.
/// </summary>
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
    /// <param name="task">What is to be learned.</param>
    public LabPool(
        int rowCount, int labelled = 6, Func<int, int>? copyOf = null, bool constant = false, bool oneClass = false, LearningTask task = LearningTask.Classification)
    {
        var random = new RandomSource(11, "lab");
        (RowCount, Task) = (rowCount, task);
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
        Answers = new LabAnswers(rowCount, copyOf ?? (row => row), constant);
        Labels = [.. Classes.Select((index, row) => Answers.Label(task, row, index))];
        HasModel = task is LearningTask.Classification or LearningTask.MultiLabel ? Labels.Distinct().Count() > 1 : Labels.Count > 0;
    }

    public LearningTask Task { get; }

    public int RowCount { get; }

    /// <summary>Features and embeddings alike, (N, D).</summary>
    public float[] Values { get; }

    /// <summary>(N, C).</summary>
    public float[] Probabilities { get; }

    /// <summary>(N, M, C).</summary>
    public float[] Members { get; }

    public long[] LabelledRows { get; }

    public int[] Classes { get; }

    /// <summary>The label of each of <see cref="LabelledRows"/>.</summary>
    public IReadOnlyList<Label> Labels { get; }

    /// <summary>What models of other tasks say.</summary>
    public LabAnswers Answers { get; }

    public bool HasModel { get; }

    public RowSet Candidates => RowSet.AllExcept(RowCount, [.. LabelledRows]);

    /// <summary>The bits of all that a strategy is given, to compare before and after.</summary>
    public byte[] Bits() => [.. Bytes(Values), .. Bytes(Probabilities), .. Bytes(Members), .. Bytes(LabelledRows), .. Bytes(Classes), .. Answers.Bits()];

    /// <summary>Makes a row's signals NaN.</summary>
    public void Spoil(int row)
    {
        Array.Fill(Values, float.NaN, row * Width, Width);
        Array.Fill(Probabilities, float.NaN, row * ClassCount, ClassCount);
        Array.Fill(Members, float.NaN, row * MemberCount * ClassCount, MemberCount * ClassCount);
        Answers.Spoil(row);
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

    /// <summary>The labels of some labelled rows as a learner is given them.</summary>
    public TrainingSet Set(IReadOnlyList<long> rows, IReadOnlyList<Label> labels, bool sparse = false) =>
        new(Features(rows, sparse), Task, labels, Task is LearningTask.Classification or LearningTask.MultiLabel or LearningTask.Sequence ? ClassCount : 0)
        {
            Tokens = Task == LearningTask.Sequence ? Tokens(rows) : null,
            Texts = Task is LearningTask.Translation or LearningTask.QuestionAnswering ? [.. rows.Select(row => Answers.Texts[row])] : [],
        };

    /// <summary>The tokens of some rows.</summary>
    public TokenMatrix Tokens(IReadOnlyList<long> rows)
    {
        var (tokens, offsets) = (new DenseFeatures(Width), new List<long> { 0 });
        foreach (var row in rows)
        {
            tokens.Append(Answers.TokenValues.AsSpan(Answers.TokenOffsets[row] * Width, (Answers.TokenOffsets[row + 1] - Answers.TokenOffsets[row]) * Width));
            offsets.Add(tokens.RowCount);
        }

        return new ListedTokens(tokens, offsets);
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
