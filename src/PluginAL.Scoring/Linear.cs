using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Linear models: logits z = b + xᵀW for many rows x, dense or sparse.</summary>
/// <remarks>
/// Weights are (D, C) row-major everywhere: <c>weights[d * classes + c]</c>. The C weights of a feature lie together, so a
/// sparse entry touches one or two cache lines and dense kernels run along the classes or the rows as suits the shape.
/// Each logit is computed as a chain of fused multiply-adds, bias first, then the features in ascending order (sparse: entries in the
/// order given), in float32. So a row's logits depend on that row alone, have the same bits on every <see cref="KernelPath"/>, and are
/// equal for the dense and the sparse form of a row when the weights are finite. NaN and infinities spread as in plain arithmetic.
/// Nothing is allocated.
/// </remarks>
public static class Linear
{
    /// <summary>Logits of dense rows.</summary>
    /// <param name="rows">(N, <paramref name="width"/>) row-major features.</param>
    /// <param name="width">D, features in a row, at least 1.</param>
    /// <param name="weights">(D, <paramref name="classes"/>) row-major.</param>
    /// <param name="bias">C values.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="logits">(N, <paramref name="classes"/>) row-major; overwritten. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Logits(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int classes, Span<float> logits)
    {
        int count = Shape.Rows(rows.Length, width, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Shape.Length(weights.Length, (long)width * classes, nameof(weights));
        Shape.Length(bias.Length, classes, nameof(bias));
        Shape.Length(logits.Length, (long)count * classes, nameof(logits));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(rows, count, width, weights, bias, classes, logits); break;
            case KernelPath.Vector128: Run<Lanes128>(rows, count, width, weights, bias, classes, logits); break;
            default: Run<LanesScalar>(rows, count, width, weights, bias, classes, logits); break;
        }
    }

    /// <summary>Logits of rows in compressed sparse row (CSR) form.</summary>
    /// <param name="rowOffsets">N + 1 ascending offsets; row i has the entries from rowOffsets[i] − rowOffsets[0] up to, not with,
    /// rowOffsets[i + 1] − rowOffsets[0], so a block of a longer array can be passed as it is.</param>
    /// <param name="indices">The feature of each entry, 0 to D − 1.</param>
    /// <param name="values">The value of each entry.</param>
    /// <param name="weights">(D, <paramref name="classes"/>) row-major.</param>
    /// <param name="bias">C values.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="logits">(N, <paramref name="classes"/>) row-major; overwritten. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, offsets descend or leave the entries, or an index is outside
    /// the weights. With a bad index the logits of earlier rows are already written.</exception>
    public static void LogitsSparse(
        ReadOnlySpan<long> rowOffsets,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        int classes,
        Span<float> logits)
    {
        int width = Shape.Rows(weights.Length, classes, nameof(weights));
        Shape.Length(bias.Length, classes, nameof(bias));
        Shape.Length(values.Length, indices.Length, nameof(values));
        Shape.Offsets(rowOffsets, indices.Length, nameof(rowOffsets));
        Shape.Length(logits.Length, (rowOffsets.Length - 1L) * classes, nameof(logits));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: RunSparse<Lanes256>(rowOffsets, indices, values, weights, width, bias, classes, logits); break;
            case KernelPath.Vector128: RunSparse<Lanes128>(rowOffsets, indices, values, weights, width, bias, classes, logits); break;
            default: RunSparse<LanesScalar>(rowOffsets, indices, values, weights, width, bias, classes, logits); break;
        }
    }

    internal static unsafe void Run<L>(
        ReadOnlySpan<float> rows, int count, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int classes,
        Span<float> logits)
        where L : struct, ILanes<L>
    {
        fixed (float* x = rows, w = weights, b = bias, z = logits) DenseKernel<L>.Run(x, count, width, w, b, classes, z);
    }

    internal static unsafe void RunSparse<L>(
        ReadOnlySpan<long> rowOffsets,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> weights,
        int width,
        ReadOnlySpan<float> bias,
        int classes,
        Span<float> logits)
        where L : struct, ILanes<L>
    {
        fixed (int* i = indices)
        fixed (float* v = values, w = weights, b = bias, z = logits)
            SparseKernel<L>.Run(rowOffsets, i, v, w, (uint)width, b, classes, z);
    }
}
