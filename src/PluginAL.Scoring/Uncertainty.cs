using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows of class probabilities by how uncertain they are.</summary>
/// <remarks>
/// The higher the score, the more worth labelling. A row's score depends on that row alone and has
/// the same bits on every <see cref="KernelPath"/>. A row that holds NaN or an infinity, or whose sum exceeds a float, scores NaN, so that
/// <see cref="TopK"/> counts it and never picks it. Entries below zero are not refused here (see <see cref="Probabilities.Check"/>).
/// Nothing is allocated. A single class (C = 1) is legal: p₂ is 0 there.
/// </remarks>
public static class Uncertainty
{
    // With its scores a block fits a first-level cache of 32 KiB; measured best for scoring followed by TopK.
    private const int BlockFloats = 5 * 1024;

    /// <summary>The number of rows to hand over at once, so that a block and its scores stay in the first-level cache.</summary>
    /// <param name="classes">Probabilities in a row, at least 1.</param>
    /// <returns>A multiple of 8, from 8 to 4,096.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 1.</exception>
    public static int RowsPerBlock(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return Math.Clamp(BlockFloats / classes & ~7, 8, 4096);
    }

    /// <summary>Writes the measure of each row.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="probabilities">(N, <paramref name="classes"/>) row-major, float32, each row in [0, 1] and summing to one.</param>
    /// <param name="classes">Probabilities in a row, at least 1.</param>
    /// <param name="scores">N scores; see <see cref="UncertaintyMeasure"/> for unit and range. Must not overlap the probabilities.</param>
    /// <remarks>Entropy agrees with float64 to 1e-6 up to a thousand classes, the other measures to 1e-7.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Score(UncertaintyMeasure measure, ReadOnlySpan<float> probabilities, int classes, Span<float> scores)
    {
        int rows = Shape.Rows(probabilities.Length, classes, scores.Length);
        Dispatch<Unchecked>(measure, probabilities, rows, classes, scores, 0);
    }

    /// <summary>Writes the measure of each row and checks the rows in the same pass; as <see cref="Score"/> followed by
    /// <see cref="Probabilities.Check"/>, at nearly the cost of the former.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="probabilities">(N, <paramref name="classes"/>) row-major, float32.</param>
    /// <param name="classes">Probabilities in a row, at least 1.</param>
    /// <param name="scores">N scores. Must not overlap the probabilities.</param>
    /// <param name="tolerance">How far a row's sum may be from one, and an entry below zero.</param>
    /// <returns>The first row that is no distribution, if any. All scores are written in either case.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the tolerance is negative or NaN.</exception>
    public static ProbabilityCheck ScoreChecked(
        UncertaintyMeasure measure, ReadOnlySpan<float> probabilities, int classes, Span<float> scores,
        double tolerance = Probabilities.DefaultTolerance)
    {
        int rows = Shape.Rows(probabilities.Length, classes, scores.Length);
        float quick = Probabilities.QuickTolerance(tolerance, classes);
        return Dispatch<Checked>(measure, probabilities, rows, classes, scores, quick)
            ? ProbabilityCheck.Passed
            : Probabilities.Examine(probabilities, classes, tolerance);
    }

    private static bool Dispatch<TCheck>(
        UncertaintyMeasure measure, ReadOnlySpan<float> probabilities, int rows, int classes, Span<float> scores, float tolerance)
        where TCheck : struct, ICheck => Kernel.Active switch
        {
            >= KernelPath.Avx2 => Run<Lanes256, TCheck>(measure, probabilities, rows, classes, scores, tolerance),
            KernelPath.Vector128 => Run<Lanes128, TCheck>(measure, probabilities, rows, classes, scores, tolerance),
            _ => Run<LanesScalar, TCheck>(measure, probabilities, rows, classes, scores, tolerance),
        };

    internal static unsafe bool Run<L, TCheck>(
        UncertaintyMeasure measure, ReadOnlySpan<float> probabilities, int rows, int classes, Span<float> scores, float tolerance)
        where L : struct, ILanes<L>
        where TCheck : struct, ICheck
    {
        fixed (float* p = probabilities, s = scores)
        {
            return measure switch
            {
                UncertaintyMeasure.LeastConfidence => Traversal<L, LeastConfidence, TCheck>.Run(p, rows, classes, s, tolerance),
                UncertaintyMeasure.Margin => Traversal<L, Margin, TCheck>.Run(p, rows, classes, s, tolerance),
                UncertaintyMeasure.Ratio => Traversal<L, Ratio, TCheck>.Run(p, rows, classes, s, tolerance),
                UncertaintyMeasure.Entropy => Traversal<L, Entropy, TCheck>.Run(p, rows, classes, s, tolerance),
                UncertaintyMeasure.NormalisedEntropy => Traversal<L, NormalisedEntropy, TCheck>.Run(p, rows, classes, s, tolerance),
                UncertaintyMeasure.Gini => Traversal<L, Gini, TCheck>.Run(p, rows, classes, s, tolerance),
                _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of uncertainty."),
            };
        }
    }
}
