using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows of features by what a committee of linear classifiers says about them, in one pass: neither logits nor
/// members' probabilities are written down.</summary>
/// <remarks>
/// Member m says p_m = softmax(x·W_m + b_m). A feature's weights for all members lie together, so a row is read once for all of them. The bits are
/// those of <see cref="Linear.Logits"/> with M · C classes, <see cref="Softmax.InPlace(Span{float}, int)"/> with C and
/// <see cref="Committee.Score"/> one after another, on every <see cref="KernelPath"/>. A row with NaN or an infinity scores NaN. Nothing is allocated
/// once the shared pool of arrays has a buffer (up to 512 KiB, more where M · C is beyond 2,730). A member that lacks a class has bias −∞ and weights of zero
/// for it: its probability is then exactly zero.
/// </remarks>
public static class LinearCommittee
{
    /// <summary>Scores dense rows.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="rows">(N, <paramref name="width"/>) row-major features.</param>
    /// <param name="width">D, features in a row, at least 1.</param>
    /// <param name="weights">(D, M, C) row-major: for each feature the C weights of each member.</param>
    /// <param name="bias">(M, C) row-major.</param>
    /// <param name="memberCount">M, at least 1.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="scores">N scores; see <see cref="CommitteeMeasure"/> for unit and range. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Score(
        CommitteeMeasure measure,
        ReadOnlySpan<float> rows,
        int width,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        int memberCount,
        int classes,
        Span<float> scores)
    {
        int count = Shape.Rows(rows.Length, width, nameof(rows));
        CheckModel(bias, memberCount, classes);
        Shape.Length(weights.Length, (long)width * memberCount * classes, nameof(weights));
        Shape.Length(scores.Length, count, nameof(scores));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(measure, rows, count, width, weights, bias, memberCount, classes, scores); break;
            case KernelPath.Vector128: Run<Lanes128>(measure, rows, count, width, weights, bias, memberCount, classes, scores); break;
            default: Run<LanesScalar>(measure, rows, count, width, weights, bias, memberCount, classes, scores); break;
        }
    }

    /// <summary>Scores rows in compressed sparse row (CSR) form.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="rowOffsets">N + 1 ascending offsets; row i has the entries from rowOffsets[i] − rowOffsets[0] up to, not with,
    /// rowOffsets[i + 1] − rowOffsets[0], so a block of a longer array can be passed as it is.</param>
    /// <param name="indices">The feature of each entry, 0 to D − 1.</param>
    /// <param name="values">The value of each entry.</param>
    /// <param name="weights">(D, M, C) row-major: for each feature the C weights of each member.</param>
    /// <param name="bias">(M, C) row-major.</param>
    /// <param name="memberCount">M, at least 1.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="scores">N scores; see <see cref="CommitteeMeasure"/> for unit and range. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, offsets descend or leave the entries, or an index is outside
    /// the weights. With a bad index the scores of earlier rows are already written.</exception>
    public static void ScoreSparse(
        CommitteeMeasure measure,
        ReadOnlySpan<long> rowOffsets,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        int memberCount,
        int classes,
        Span<float> scores)
    {
        CheckModel(bias, memberCount, classes);
        int width = Shape.Rows(weights.Length, memberCount * classes, nameof(weights));
        Shape.Length(values.Length, indices.Length, nameof(values));
        Shape.Offsets(rowOffsets, indices.Length, nameof(rowOffsets));
        Shape.Length(scores.Length, rowOffsets.Length - 1L, nameof(scores));
        var entries = new Entries(rowOffsets, indices, values);
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: RunSparse<Lanes256>(measure, entries, weights, width, bias, memberCount, classes, scores); break;
            case KernelPath.Vector128: RunSparse<Lanes128>(measure, entries, weights, width, bias, memberCount, classes, scores); break;
            default: RunSparse<LanesScalar>(measure, entries, weights, width, bias, memberCount, classes, scores); break;
        }
    }

    internal static unsafe void Run<L>(
        CommitteeMeasure measure, ReadOnlySpan<float> rows, int count, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias,
        int m, int classes, Span<float> scores)
        where L : struct, ILanes<L>
    {
        fixed (float* x = rows, w = weights, b = bias, s = scores)
        {
            switch (measure)
            {
                case CommitteeMeasure.VoteEntropy:
                    LogitBlocks<L, SoftmaxMembers<Votes<VoteEntropy>>>.Dense(x, count, width, w, b, m, classes, s);
                    break;
                case CommitteeMeasure.ConsensusEntropy:
                    LogitBlocks<L, SoftmaxMembers<ConsensusInformation<ConsensusOnly>>>.Dense(x, count, width, w, b, m, classes, s);
                    break;
                case CommitteeMeasure.MeanKullbackLeibler:
                case CommitteeMeasure.MutualInformation:
                    LogitBlocks<L, SoftmaxMembers<ConsensusInformation<LessMembers>>>.Dense(x, count, width, w, b, m, classes, s);
                    break;
                case CommitteeMeasure.VariationRatio:
                    LogitBlocks<L, SoftmaxMembers<Votes<VariationRatio>>>.Dense(x, count, width, w, b, m, classes, s);
                    break;
                case CommitteeMeasure.MaxDisagreement: LogitBlocks<L, SoftmaxMembers<MaxDisagreement>>.Dense(x, count, width, w, b, m, classes, s); break;
                case CommitteeMeasure.MeanStandardDeviation: LogitBlocks<L, SoftmaxMembers<MeanDeviation>>.Dense(x, count, width, w, b, m, classes, s); break;
                default: throw NoMeasure(measure);
            }
        }
    }

    internal static unsafe void RunSparse<L>(
        CommitteeMeasure measure, Entries entries, ReadOnlySpan<float> weights, int width, ReadOnlySpan<float> bias, int m, int classes,
        Span<float> scores)
        where L : struct, ILanes<L>
    {
        ReadOnlySpan<long> offsets = entries.Offsets;
        uint d = (uint)width;
        fixed (int* i = entries.Indices)
        fixed (float* v = entries.Values, w = weights, b = bias, s = scores)
        {
            switch (measure)
            {
                case CommitteeMeasure.VoteEntropy:
                    LogitBlocks<L, SoftmaxMembers<Votes<VoteEntropy>>>.Sparse(offsets, i, v, w, d, b, m, classes, s);
                    break;
                case CommitteeMeasure.ConsensusEntropy:
                    LogitBlocks<L, SoftmaxMembers<ConsensusInformation<ConsensusOnly>>>.Sparse(offsets, i, v, w, d, b, m, classes, s);
                    break;
                case CommitteeMeasure.MeanKullbackLeibler:
                case CommitteeMeasure.MutualInformation:
                    LogitBlocks<L, SoftmaxMembers<ConsensusInformation<LessMembers>>>.Sparse(offsets, i, v, w, d, b, m, classes, s);
                    break;
                case CommitteeMeasure.VariationRatio:
                    LogitBlocks<L, SoftmaxMembers<Votes<VariationRatio>>>.Sparse(offsets, i, v, w, d, b, m, classes, s);
                    break;
                case CommitteeMeasure.MaxDisagreement: LogitBlocks<L, SoftmaxMembers<MaxDisagreement>>.Sparse(offsets, i, v, w, d, b, m, classes, s); break;
                case CommitteeMeasure.MeanStandardDeviation: LogitBlocks<L, SoftmaxMembers<MeanDeviation>>.Sparse(offsets, i, v, w, d, b, m, classes, s); break;
                default: throw NoMeasure(measure);
            }
        }
    }

    private static void CheckModel(ReadOnlySpan<float> bias, int memberCount, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memberCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memberCount, Committee.Most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, Committee.Most);
        Shape.Length(bias.Length, (long)memberCount * classes, nameof(bias));
    }

    private static ArgumentOutOfRangeException NoMeasure(CommitteeMeasure measure) =>
        new(nameof(measure), measure, "Not a measure over a committee.");

    /// <summary>Rows in CSR form.</summary>
    internal readonly ref struct Entries(ReadOnlySpan<long> offsets, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        public readonly ReadOnlySpan<long> Offsets = offsets;
        public readonly ReadOnlySpan<int> Indices = indices;
        public readonly ReadOnlySpan<float> Values = values;
    }
}
