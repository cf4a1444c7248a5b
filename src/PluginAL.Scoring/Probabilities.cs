using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Checks and repairs rows that ought to be probability distributions.</summary>
public static class Probabilities
{
    /// <summary>How far a row's sum may be from one unless the caller says otherwise: 1e-3.</summary>
    public const double DefaultTolerance = 1e-3;

    private const int RowsAtOnce = 256;

    /// <summary>Finds the first row whose sum is not 1 ± <paramref name="tolerance"/>, or that has an entry
    /// below −<paramref name="tolerance"/>.</summary>
    /// <param name="probabilities">(N, <paramref name="classes"/>) row-major.</param>
    /// <param name="classes">Entries in a row, at least 1.</param>
    /// <param name="tolerance">At least 0; the bounds belong to the good side.</param>
    /// <returns>The row with its sum, or <see cref="ProbabilityCheck.Passed"/>. Sums that decide are taken in float64.</returns>
    /// <remarks>A row with NaN or an infinity is passed over: such rows are counted by their score, not refused.</remarks>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="classes"/>, or the tolerance is
    /// negative or NaN.</exception>
    public static ProbabilityCheck Check(ReadOnlySpan<float> probabilities, int classes, double tolerance = DefaultTolerance)
    {
        int rows = Shape.Rows(probabilities.Length, classes, nameof(probabilities));
        float quick = QuickTolerance(tolerance, classes);
        return Kernel.Active switch
        {
            >= KernelPath.Avx2 => Check<Lanes256>(probabilities, rows, classes, tolerance, quick),
            KernelPath.Vector128 => Check<Lanes128>(probabilities, rows, classes, tolerance, quick),
            _ => Check<LanesScalar>(probabilities, rows, classes, tolerance, quick),
        };
    }

    /// <summary>Divides each row by its sum, in place.</summary>
    /// <param name="probabilities">(N, <paramref name="classes"/>) row-major, entries at least 0.</param>
    /// <param name="classes">Entries in a row, at least 1.</param>
    /// <remarks>
    /// In float32, to 2e-7 of each entry. A row of zeros, or one with NaN, an infinity or a sum beyond float32, becomes NaN: it has
    /// no distribution.
    /// </remarks>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="classes"/>.</exception>
    public static void Normalise(Span<float> probabilities, int classes)
    {
        int rows = Shape.Rows(probabilities.Length, classes, nameof(probabilities));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Normalise<Lanes256>(probabilities, rows, classes); break;
            case KernelPath.Vector128: Normalise<Lanes128>(probabilities, rows, classes); break;
            default: Normalise<LanesScalar>(probabilities, rows, classes); break;
        }
    }

    /// <summary>
    /// The tolerance for sums taken in float32: smaller by the error that such a sum may have, so that what passes is good for
    /// certain. What does not pass is examined in float64. Negative (nothing passes) when the tolerance is that fine.
    /// </summary>
    internal static float QuickTolerance(double tolerance, int classes)
    {
        if (!(tolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance must not be negative or NaN.");
        double error = 1.2e-7 * (8 + classes / 64.0) * (1 + tolerance) + 1e-7;
        return (float)Math.Min((tolerance - error) * (1 - 1e-6), 1e30);
    }

    /// <summary>The exact check, row by row; only for blocks that the quick one could not pass.</summary>
    internal static ProbabilityCheck Examine(ReadOnlySpan<float> probabilities, int classes, double tolerance)
    {
        for (int start = 0, row = 0; start < probabilities.Length; start += classes, row++)
        {
            double sum = 0;
            float least = 0;
            foreach (float p in probabilities.Slice(start, classes))
            {
                sum += p;
                if (p < least) least = p;
            }
            if (double.IsFinite(sum) && !(Math.Abs(sum - 1) <= tolerance && least >= -tolerance)) return new(row, sum, least);
        }
        return ProbabilityCheck.Passed;
    }

    internal static unsafe ProbabilityCheck Check<L>(
        ReadOnlySpan<float> probabilities, int rows, int classes, double tolerance, float quick)
        where L : struct, ILanes<L>
    {
        float* unused = stackalloc float[RowsAtOnce];
        fixed (float* p = probabilities)
        {
            for (int i = 0; i < rows; i += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, rows - i);
                if (Traversal<L, NoMeasure, Checked>.Run(p + (nint)i * classes, count, classes, unused, quick)) continue;
                ProbabilityCheck found = Examine(probabilities.Slice(i * classes, count * classes), classes, tolerance);
                if (!found.IsGood) return found with { Row = found.Row + i };
            }
        }
        return ProbabilityCheck.Passed;
    }

    internal static unsafe void Normalise<L>(Span<float> probabilities, int rows, int classes) where L : struct, ILanes<L>
    {
        fixed (float* p = probabilities) RowKernel<L, IdentityMap>.Run(p, rows, classes, null);
    }
}
