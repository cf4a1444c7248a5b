using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows of independent label probabilities, for items that may have any number of labels.</summary>
/// <remarks>
/// The higher the score, the more worth labelling. A row's score depends on that row alone and has the same bits on every
/// <see cref="KernelPath"/>. A row that holds NaN or an infinity scores NaN, so that <see cref="TopK"/> counts it and never picks it. Nothing is
/// allocated.
/// </remarks>
public static class MultiLabel
{
    /// <summary>Writes the measure of each row.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="probabilities">(N, L) row-major, float32, each in [0, 1].</param>
    /// <param name="labels">L, at least 1.</param>
    /// <param name="scores">N scores; see <see cref="MultiLabelMeasure"/> for the range. Must not overlap the probabilities.</param>
    /// <param name="averageCardinality">The mean number of labels that a labelled row has, at least 0; only for
    /// <see cref="MultiLabelMeasure.CardinalityInconsistency"/>, which needs it.</param>
    /// <remarks>Agrees with float64 to 1e-6 · L.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the mean number of labels is wanted and not given.</exception>
    public static void Score(
        MultiLabelMeasure measure, ReadOnlySpan<float> probabilities, int labels, Span<float> scores, float averageCardinality = float.NaN)
    {
        Shape.Rows(probabilities.Length, labels, scores.Length);
        if (measure == MultiLabelMeasure.CardinalityInconsistency && !(averageCardinality >= 0 && averageCardinality <= float.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(averageCardinality), averageCardinality, "Label cardinality inconsistency needs the mean number of labels, at least 0.");
        }
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(measure, probabilities, labels, scores, averageCardinality); break;
            case KernelPath.Vector128: Run<Lanes128>(measure, probabilities, labels, scores, averageCardinality); break;
            default: Run<LanesScalar>(measure, probabilities, labels, scores, averageCardinality); break;
        }
    }

    internal static unsafe void Run<L>(
        MultiLabelMeasure measure, ReadOnlySpan<float> probabilities, int labels, Span<float> scores, float averageCardinality)
        where L : struct, ILanes<L>
    {
        int rows = scores.Length;
        fixed (float* p = probabilities, s = scores)
        {
            switch (measure)
            {
                case MultiLabelMeasure.BinaryMinimumConfidence: MemberTraversal<L, LabelScan<BinaryMinimum>>.Run(p, rows, 1, labels, s); break;
                case MultiLabelMeasure.MaxLoss: MemberTraversal<L, LabelScan<MaxLoss>>.Run(p, rows, 1, labels, s); break;
                case MultiLabelMeasure.MeanMaxLoss: MemberTraversal<L, MeanMaxLoss>.Run(p, rows, 1, labels, s); break;
                case MultiLabelMeasure.CardinalityInconsistency:
                    MemberTraversal<L, LabelScan<CardinalityInconsistency>>.Run(p, rows, 1, labels, s, averageCardinality);
                    break;
                default: throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure over label probabilities.");
            }
        }
    }
}
