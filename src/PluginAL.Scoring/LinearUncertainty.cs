using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows of features by how uncertain a linear classifier with softmax is about them, in one pass: neither logits nor
/// probabilities are written down.</summary>
/// <remarks>
/// The bits are those of <see cref="Linear.Logits"/>, <see cref="Softmax.InPlace(Span{float}, int)"/> and <see cref="Uncertainty.Score"/> one
/// after another, on every <see cref="KernelPath"/>. A row with NaN or an infinity scores NaN. Nothing is allocated once the shared
/// pool of arrays has a buffer (up to 512 KiB, more beyond 2,730 classes).
/// </remarks>
public static class LinearUncertainty
{
    /// <summary>Scores dense rows.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="rows">(N, <paramref name="width"/>) row-major features.</param>
    /// <param name="width">D, features in a row, at least 1.</param>
    /// <param name="weights">(D, <paramref name="classes"/>) row-major.</param>
    /// <param name="bias">C values.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="scores">N scores; overwritten. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Score(
        UncertaintyMeasure measure,
        ReadOnlySpan<float> rows,
        int width,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        int classes,
        Span<float> scores)
    {
        int count = Shape.Rows(rows.Length, width, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Shape.Length(weights.Length, (long)width * classes, nameof(weights));
        Shape.Length(bias.Length, classes, nameof(bias));
        Shape.Length(scores.Length, count, nameof(scores));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(measure, rows, count, width, weights, bias, classes, scores); break;
            case KernelPath.Vector128: Run<Lanes128>(measure, rows, count, width, weights, bias, classes, scores); break;
            default: Run<LanesScalar>(measure, rows, count, width, weights, bias, classes, scores); break;
        }
    }

    /// <summary>Scores rows in compressed sparse row (CSR) form.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="rowOffsets">N + 1 ascending offsets; row i has the entries from rowOffsets[i] − rowOffsets[0] up to, not with,
    /// rowOffsets[i + 1] − rowOffsets[0], so a block of a longer array can be passed as it is.</param>
    /// <param name="indices">The feature of each entry, 0 to D − 1.</param>
    /// <param name="values">The value of each entry.</param>
    /// <param name="weights">(D, <paramref name="classes"/>) row-major.</param>
    /// <param name="bias">C values.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="scores">N scores; overwritten. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, offsets descend or leave the entries, or an index is outside
    /// the weights. With a bad index the scores of earlier rows are already written.</exception>
    public static void ScoreSparse(
        UncertaintyMeasure measure,
        ReadOnlySpan<long> rowOffsets,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        int classes,
        Span<float> scores)
    {
        int width = Shape.Rows(weights.Length, classes, nameof(weights));
        Shape.Length(bias.Length, classes, nameof(bias));
        Shape.Length(values.Length, indices.Length, nameof(values));
        Shape.Offsets(rowOffsets, indices.Length, nameof(rowOffsets));
        Shape.Length(scores.Length, rowOffsets.Length - 1L, nameof(scores));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: RunSparse<Lanes256>(measure, rowOffsets, indices, values, weights, width, bias, classes, scores); break;
            case KernelPath.Vector128: RunSparse<Lanes128>(measure, rowOffsets, indices, values, weights, width, bias, classes, scores); break;
            default: RunSparse<LanesScalar>(measure, rowOffsets, indices, values, weights, width, bias, classes, scores); break;
        }
    }

    internal static unsafe void Run<L>(
        UncertaintyMeasure measure, ReadOnlySpan<float> rows, int count, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias,
        int classes, Span<float> scores)
        where L : struct, ILanes<L>
    {
        fixed (float* x = rows, w = weights, b = bias, s = scores)
        {
            switch (measure)
            {
                case UncertaintyMeasure.LeastConfidence: FusedKernel<L, LeastConfidence>.Dense(x, count, width, w, b, classes, s); break;
                case UncertaintyMeasure.Margin: FusedKernel<L, Margin>.Dense(x, count, width, w, b, classes, s); break;
                case UncertaintyMeasure.Ratio: FusedKernel<L, Ratio>.Dense(x, count, width, w, b, classes, s); break;
                case UncertaintyMeasure.Entropy: FusedKernel<L, Entropy>.Dense(x, count, width, w, b, classes, s); break;
                case UncertaintyMeasure.NormalisedEntropy: FusedKernel<L, NormalisedEntropy>.Dense(x, count, width, w, b, classes, s); break;
                case UncertaintyMeasure.Gini: FusedKernel<L, Gini>.Dense(x, count, width, w, b, classes, s); break;
                default: throw NoMeasure(measure);
            }
        }
    }

    internal static unsafe void RunSparse<L>(
        UncertaintyMeasure measure,
        ReadOnlySpan<long> offsets,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> weights,
        int width,
        ReadOnlySpan<float> bias,
        int classes,
        Span<float> scores)
        where L : struct, ILanes<L>
    {
        uint d = (uint)width;
        fixed (int* i = indices)
        fixed (float* v = values, w = weights, b = bias, s = scores)
        {
            switch (measure)
            {
                case UncertaintyMeasure.LeastConfidence: FusedKernel<L, LeastConfidence>.Sparse(offsets, i, v, w, d, b, classes, s); break;
                case UncertaintyMeasure.Margin: FusedKernel<L, Margin>.Sparse(offsets, i, v, w, d, b, classes, s); break;
                case UncertaintyMeasure.Ratio: FusedKernel<L, Ratio>.Sparse(offsets, i, v, w, d, b, classes, s); break;
                case UncertaintyMeasure.Entropy: FusedKernel<L, Entropy>.Sparse(offsets, i, v, w, d, b, classes, s); break;
                case UncertaintyMeasure.NormalisedEntropy: FusedKernel<L, NormalisedEntropy>.Sparse(offsets, i, v, w, d, b, classes, s); break;
                case UncertaintyMeasure.Gini: FusedKernel<L, Gini>.Sparse(offsets, i, v, w, d, b, classes, s); break;
                default: throw NoMeasure(measure);
            }
        }
    }

    private static ArgumentOutOfRangeException NoMeasure(UncertaintyMeasure measure) =>
        new(nameof(measure), measure, "Not a measure of uncertainty.");
}
