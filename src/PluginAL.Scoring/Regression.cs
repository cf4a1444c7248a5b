using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows by how far the members of a committee of regressors are apart.</summary>
/// <remarks>
/// The higher the score, the more worth labelling. A row's score depends on that row alone and has the same bits on every
/// <see cref="KernelPath"/>. A row that holds NaN or an infinity, or whose sum or variance exceeds a float, scores NaN, so that <see cref="TopK"/>
/// counts it and never picks it. The mean is subtracted first, so a large common part costs no accuracy. Nothing is allocated on the managed heap.
/// A model that gives a variance itself needs none of this: the variance is the score.
/// </remarks>
public static class Regression
{
    /// <summary>Writes the measure of each row.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="predictions">(N, M) row-major, float32, finite: for each row a number from each member.</param>
    /// <param name="memberCount">M, from 1 to 2²⁴.</param>
    /// <param name="scores">N scores. Must not overlap the predictions.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Score(RegressionMeasure measure, ReadOnlySpan<float> predictions, int memberCount, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memberCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memberCount, 1 << 24);
        Shape.Length(predictions.Length, (long)scores.Length * memberCount, nameof(predictions));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(measure, predictions, memberCount, scores); break;
            case KernelPath.Vector128: Run<Lanes128>(measure, predictions, memberCount, scores); break;
            default: Run<LanesScalar>(measure, predictions, memberCount, scores); break;
        }
    }

    internal static unsafe void Run<L>(RegressionMeasure measure, ReadOnlySpan<float> predictions, int memberCount, Span<float> scores)
        where L : struct, ILanes<L>
    {
        fixed (float* p = predictions, s = scores)
        {
            switch (measure)
            {
                case RegressionMeasure.Variance: MemberTraversal<L, MemberVariance>.Run(p, scores.Length, memberCount, 1, s); break;
                case RegressionMeasure.StandardDeviation: MemberTraversal<L, MeanDeviation>.Run(p, scores.Length, memberCount, 1, s); break;
                default: throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure over predicted numbers.");
            }
        }
    }
}
