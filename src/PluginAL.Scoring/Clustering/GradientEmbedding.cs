using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>Gradient embeddings of BADGE (Ash, Zhang, Krishnamurthy, Langford and Agarwal 2020), never materialised.</summary>
/// <remarks>
/// A row with class probabilities p, predicted class ŷ = argmax p (the lowest of equals) and features x, the input of the model's
/// last layer, has the embedding g = (p − onehot(ŷ)) ⊗ x: the gradient of the cross-entropy at the predicted label with respect to the last
/// layer's weights, C · D numbers. With q = p − onehot(ŷ) lengths and distances factorise: ‖g‖² = ‖q‖² ‖x‖² and, with Δq = q₁ − q₂ and
/// Δx = x₁ − x₂, ‖g₁ − g₂‖² = ‖Δq‖² ‖x₁‖² + ‖q₂‖² ‖Δx‖² + 2 (Δq · q₂)(x₁ · Δx), which costs O(C + D) and is exactly 0 for equal rows, where
/// the expansion into q₁ · q₂ and x₁ · x₂ would cancel. Sums over C and D are float32, their combination float64; the same
/// bits on every <see cref="KernelPath"/>.
/// </remarks>
public static class GradientEmbedding
{
    /// <summary>Squared lengths of gradient embeddings.</summary>
    /// <param name="probabilities">(N, <paramref name="classes"/>) row-major.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="features">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, at least 1.</param>
    /// <param name="norms">N values, at least 0; NaN or +∞ where the inputs are.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void SquaredNorms(
        ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<float> features, int width, Span<float> norms)
    {
        CheckShapes(probabilities.Length, classes, features.Length, width, norms.Length, nameof(norms));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: SquaredNorms<Lanes256>(probabilities, classes, features, width, norms); break;
            case KernelPath.Vector128: SquaredNorms<Lanes128>(probabilities, classes, features, width, norms); break;
            default: SquaredNorms<LanesScalar>(probabilities, classes, features, width, norms); break;
        }
    }

    /// <summary>Squared distances between one gradient embedding and many.</summary>
    /// <param name="probability">C class probabilities of the one row.</param>
    /// <param name="feature">D features of the one row.</param>
    /// <param name="probabilities">(N, C) row-major.</param>
    /// <param name="features">(N, D) row-major.</param>
    /// <param name="distances">N values, at least 0; NaN or +∞ where the inputs are.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void SquaredDistances(
        ReadOnlySpan<float> probability, ReadOnlySpan<float> feature, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> features,
        Span<float> distances)
    {
        CheckShapes(probabilities.Length, probability.Length, features.Length, feature.Length, distances.Length, nameof(distances));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: SquaredDistances<Lanes256>(probability, feature, probabilities, features, distances); break;
            case KernelPath.Vector128: SquaredDistances<Lanes128>(probability, feature, probabilities, features, distances); break;
            default: SquaredDistances<LanesScalar>(probability, feature, probabilities, features, distances); break;
        }
    }

    /// <summary>Picks a batch by k-means++ over gradient embeddings: BADGE.</summary>
    /// <param name="probabilities">The (N, C) table of class probabilities.</param>
    /// <param name="features">The (N, D) table of the last layer's inputs.</param>
    /// <param name="count">How many rows to pick, at least 0.</param>
    /// <param name="uniform">Uniform numbers in [0, 1): the argument is (pick, 0), each asked for at most once.</param>
    /// <param name="start">How the first row is picked.</param>
    /// <param name="sortedExcludedRows">Rows in ascending order that must not be picked, such as labelled ones; they repel nothing.</param>
    /// <param name="threads">How many threads may work, at least 1. The picks do not depend on it.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The picks, all different.</returns>
    /// <remarks>
    /// Each row after the first is drawn with a probability proportional to its squared distance to the nearest pick (Arthur and
    /// Vassilvitskii 2007). The paper seeds k-means++ and leaves the first pick open; see <see cref="GradientStart"/>. When all remaining
    /// rows coincide with picks, the lowest of them follows. O(N · (C + D)) for each pick; 8 bytes for each row.
    /// </remarks>
    /// <exception cref="ArgumentException">The tables differ in rows, or the excluded rows are not ascending rows of the
    /// tables.</exception>
    public static GradientSelection Select(
        RowTable probabilities,
        RowTable features,
        int count,
        Func<long, int, double> uniform,
        GradientStart start = GradientStart.LargestNorm,
        ReadOnlySpan<long> sortedExcludedRows = default,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(uniform);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (start is not (GradientStart.LargestNorm or GradientStart.Uniform))
            throw new ArgumentOutOfRangeException(nameof(start), start, "Not a start.");
        if (features.Count != probabilities.Count)
        {
            throw new ArgumentException(
                $"Found {features.Count} rows of features, expected {probabilities.Count} as of probabilities.", nameof(features));
        }
        RowList.CheckSorted(sortedExcludedRows, probabilities.Count, nameof(sortedExcludedRows));
        return Kernel.Active switch
        {
            >= KernelPath.Avx2 => Select<Lanes256>(probabilities, features, count, uniform, start, sortedExcludedRows, threads, cancellation),
            KernelPath.Vector128 => Select<Lanes128>(probabilities, features, count, uniform, start, sortedExcludedRows, threads,
                cancellation),
            _ => Select<LanesScalar>(probabilities, features, count, uniform, start, sortedExcludedRows, threads, cancellation),
        };
    }

    internal static GradientSelection Select<L>(
        RowTable probabilities, RowTable features, int count, Func<long, int, double> uniform, GradientStart start,
        ReadOnlySpan<long> excluded, int threads, CancellationToken cancellation)
        where L : struct, ILanes<L>
    {
        using GradientSearch<L> search = new(probabilities, features, threads);
        return search.Run(count, uniform, start, excluded, cancellation);
    }

    internal static unsafe void SquaredNorms<L>(
        ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<float> features, int width, Span<float> norms)
        where L : struct, ILanes<L>
    {
        float[] scratch = new float[classes];
        fixed (float* p = probabilities, x = features, q = scratch)
        {
            for (int i = 0; i < norms.Length; i++)
            {
                GradientKernel<L>.Residual(p + (nint)i * classes, classes, q);
                norms[i] = GradientKernel<L>.SquaredNorm(q, classes, x + (nint)i * width, width);
            }
        }
    }

    internal static unsafe void SquaredDistances<L>(
        ReadOnlySpan<float> probability, ReadOnlySpan<float> feature, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> features,
        Span<float> distances)
        where L : struct, ILanes<L>
    {
        int classes = probability.Length, width = feature.Length;
        float[] scratch = new float[2 * classes];
        fixed (float* p = probabilities, x = features, one = probability, z = feature, q = scratch)
        {
            GradientKernel<L>.Residual(one, classes, q);
            double squared = RowSums<L>.Dot(z, z, width);
            for (int i = 0; i < distances.Length; i++)
            {
                GradientKernel<L>.Residual(p + (nint)i * classes, classes, q + classes);
                distances[i] = GradientKernel<L>.SquaredDistance(q, q + classes, classes, z, squared, x + (nint)i * width, width);
            }
        }
    }

    private static void CheckShapes(int probabilities, int classes, int features, int width, int outputs, string name)
    {
        int rows = Shape.Rows(probabilities, classes, nameof(probabilities));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Shape.Length(features, (long)rows * width, nameof(features));
        Shape.Length(outputs, rows, name);
    }
}
