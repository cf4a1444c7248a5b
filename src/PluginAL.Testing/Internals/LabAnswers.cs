using System.Collections.Immutable;
using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>
/// What a made-up model says of the rows of a <see cref="LabPool"/>, and their labels, where the task is none of classes. Among the sequences are empty ones, and
/// among the rows some for which the model would write nothing. Every third row's number has a copy of the signals where the rows are copies.
/// </summary>
internal sealed class LabAnswers
{
    /// <summary>Best paths of a sequence.</summary>
    public const int PathCount = 2;

    private const int MaxLength = 6;
    private static readonly string[] Words = ["north", "wind", "sun", "cloak", "road", "traveller", "stronger", "warm", "shone", "blew", "gave", "up"];

    private readonly List<float> _tokens = [];
    private readonly List<float> _marginals = [];
    private readonly List<int> _bestTags = [];
    private readonly List<int> _offsets = [0];

    /// <summary>Makes them.</summary>
    /// <param name="rowCount">N.</param>
    /// <param name="copyOf">The row that a row is a copy of.</param>
    /// <param name="constant">Every row gets the same.</param>
    public LabAnswers(int rowCount, Func<int, int> copyOf, bool constant)
    {
        var random = new RandomSource(12, "lab");
        LabelProbabilities = new float[rowCount * LabPool.ClassCount];
        (Means, Variances) = (new float[rowCount], new float[rowCount]);
        (PathLogProbabilities, Entropies) = (new double[rowCount * PathCount], new double[rowCount]);
        (Texts, Candidates) = (new string[rowCount], new Candidate[rowCount][]);
        LabelMembers = new float[rowCount * LabPool.MemberCount * LabPool.ClassCount];
        NumberMembers = new float[rowCount * LabPool.MemberCount];
        for (var row = 0; row < rowCount; row++)
        {
            var source = constant ? 0 : copyOf(row);
            Committee(row, source, constant, random);
            Sequence(row, source, constant, random);
            Texts[row] = constant ? "the north wind" : $"the {Word(source, 0)} {Word(source, 1)} {Word(source, 2)} number {source}";
            Candidates[row] = [.. Enumerable.Range(0, constant ? 2 : source % 4).Select(k => new Candidate(
                $"le {Word(source, k)} {(k % 2 == 0 ? Word(source, 1) : "vent")}", -(k + 0.5 + random.Uniform(source, 300)) * 2, 3) { RoundTrip = $"the {Word(source, k)} {Word(source, k + 1)}" })];
        }

        (TokenValues, Marginals, BestTags, TokenOffsets) = ([.. _tokens], [.. _marginals], [.. _bestTags], [.. _offsets]);

        string Word(int source, int k) => Words[(int)random.Below(Words.Length, source, 200 + k)];
    }

    /// <summary>(N, L).</summary>
    public float[] LabelProbabilities { get; }

    /// <summary>(N, M, L).</summary>
    public float[] LabelMembers { get; }

    /// <summary>(N, M, 1).</summary>
    public float[] NumberMembers { get; }

    public float[] Means { get; }

    public float[] Variances { get; }

    /// <summary>N + 1.</summary>
    public int[] TokenOffsets { get; }

    /// <summary>(T, D).</summary>
    public float[] TokenValues { get; }

    /// <summary>(T, K).</summary>
    public float[] Marginals { get; }

    public int[] BestTags { get; }

    /// <summary>(N, P).</summary>
    public double[] PathLogProbabilities { get; }

    public double[] Entropies { get; }

    public string[] Texts { get; }

    public Candidate[][] Candidates { get; }

    /// <summary>The label of a row.</summary>
    public Label Label(LearningTask task, int row, int index) => task switch
    {
        LearningTask.Classification => new ClassLabel(index),
        LearningTask.MultiLabel => new MultiLabel(row % 2 == 0 ? [index] : [.. new[] { index, (index + 1) % LabPool.ClassCount }.Order()]),
        LearningTask.Regression => new NumberLabel(index + (row % 5 * 0.1)),
        LearningTask.Sequence => new TagsLabel([.. Enumerable.Range(0, TokenOffsets[row + 1] - TokenOffsets[row]).Select(token => (row + token) % LabPool.ClassCount)]),
        _ => new TextLabel("le " + Texts[row].Replace("the ", "", StringComparison.Ordinal)),
    };

    /// <summary>Makes what the model says of a row NaN.</summary>
    public void Spoil(int row)
    {
        Array.Fill(LabelProbabilities, float.NaN, row * LabPool.ClassCount, LabPool.ClassCount);
        Array.Fill(LabelMembers, float.NaN, row * LabPool.MemberCount * LabPool.ClassCount, LabPool.MemberCount * LabPool.ClassCount);
        Array.Fill(NumberMembers, float.NaN, row * LabPool.MemberCount, LabPool.MemberCount);
        Means[row] = Variances[row] = float.NaN;
        var (start, end) = (TokenOffsets[row], TokenOffsets[row + 1]);
        Array.Fill(TokenValues, float.NaN, start * LabPool.Width, (end - start) * LabPool.Width);
        Array.Fill(Marginals, float.NaN, start * LabPool.ClassCount, (end - start) * LabPool.ClassCount);
        Array.Fill(PathLogProbabilities, double.NaN, row * PathCount, PathCount);
        Entropies[row] = double.NaN;
        Candidates[row] = [.. Candidates[row].Select(candidate => candidate with { LogProbability = double.NaN })];
    }

    /// <summary>The paths of a sequence whose tokens know nothing of one another: the best, the second best, and the entropy over all.</summary>
    public static void Paths(ReadOnlySpan<float> marginals, Span<int> bestTags, Span<double> logProbabilities, out double entropy)
    {
        (var best, var loss, entropy) = (0.0, double.PositiveInfinity, 0.0);
        for (var token = 0; token < bestTags.Length; token++)
        {
            var says = marginals.Slice(token * LabPool.ClassCount, LabPool.ClassCount);
            var (first, second) = (0, -1);
            for (var tag = 1; tag < says.Length; tag++)
            {
                (first, second) = says[tag] > says[first] ? (tag, first) : (first, second < 0 || says[tag] > says[second] ? tag : second);
            }

            bestTags[token] = first;
            best += Math.Log(says[first]);
            loss = Math.Min(loss, Math.Log(says[first]) - Math.Log(says[second]));
            foreach (var p in says)
            {
                entropy -= p > 0 ? p * Math.Log(p) : 0;
            }
        }

        (logProbabilities[0], logProbabilities[1]) = (best, best - loss);
    }

    /// <summary>The bits of everything, to compare before and after.</summary>
    public IEnumerable<byte> Bits() =>
    [
        .. Bytes(LabelProbabilities), .. Bytes(LabelMembers), .. Bytes(NumberMembers), .. Bytes(Means), .. Bytes(Variances), .. Bytes(TokenOffsets), .. Bytes(TokenValues), .. Bytes(Marginals),
        .. Bytes(BestTags), .. Bytes(PathLogProbabilities), .. Bytes(Entropies), .. Texts.Concat(Candidates.SelectMany(list => list.Select(candidate => candidate.ToString()))).SelectMany(System.Text.Encoding.UTF8.GetBytes),
    ];

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private void Committee(int row, int source, bool constant, RandomSource random)
    {
        for (var member = 0; member < LabPool.MemberCount; member++)
        {
            for (var c = 0; c < LabPool.ClassCount; c++)
            {
                var at = (((row * LabPool.MemberCount) + member) * LabPool.ClassCount) + c;
                LabelMembers[at] = constant ? 0.5f : 0.01f + (0.98f * (float)random.Uniform(source, (member * LabPool.ClassCount) + c));
                LabelProbabilities[(row * LabPool.ClassCount) + c] += LabelMembers[at] / LabPool.MemberCount;
            }

            var number = NumberMembers[(row * LabPool.MemberCount) + member] = constant ? 2 : (source % 7) + (float)random.Uniform(source, 100 + member);
            Means[row] += number / LabPool.MemberCount;
        }

        Variances[row] = constant ? 1 : 0.1f + (float)random.Uniform(source, 150);
    }

    private void Sequence(int row, int source, bool constant, RandomSource random)
    {
        var length = constant ? 3 : (source + 3) % MaxLength;
        for (var token = 0; token < length; token++)
        {
            for (var d = 0; d < LabPool.Width; d++)
            {
                _tokens.Add(constant ? 1 : (d % LabPool.ClassCount == (source + token) % LabPool.ClassCount ? 3 : 0) + (float)random.Uniform(source, 400 + (token * LabPool.Width) + d));
            }

            var weights = Enumerable.Range(0, LabPool.ClassCount).Select(tag => constant ? 1 : Math.Pow(random.Uniform(source, 500 + (token * LabPool.ClassCount) + tag), 2) + 0.01).ToArray();
            _marginals.AddRange(weights.Select(weight => (float)(weight / weights.Sum())));
        }

        var start = _offsets[^1];
        var tags = new int[length];
        Paths(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_marginals)[(start * LabPool.ClassCount)..], tags, PathLogProbabilities.AsSpan(row * PathCount, PathCount), out Entropies[row]);
        _bestTags.AddRange(tags);
        _offsets.Add(start + length);
    }
}
