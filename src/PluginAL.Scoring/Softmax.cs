using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Turns rows of logits into rows of probabilities.</summary>
/// <remarks>
/// A row's result depends on that row alone and has the same bits on every <see cref="KernelPath"/>; it agrees with float64 to 2e-7
/// for each probability. A logit 87 or more below the row's greatest, −∞ among them, becomes exactly 0. A row with NaN or +∞, or with
/// nothing but −∞, becomes NaN in every place. Nothing is allocated.
/// </remarks>
public static class Softmax
{
    /// <summary>Up to so many classes the exponentials of a row are added in the order of the classes. So a logit of −∞ more or less, whose
    /// probability is 0, changes no bit of the others.</summary>
    public const int MaxClassesInOrder = RowKernel<LanesScalar, ExpMap>.FewClasses;

    /// <summary>Replaces each row z of <paramref name="logits"/> by exp(z − max z) / Σ exp(z − max z).</summary>
    /// <param name="logits">(N, <paramref name="classes"/>) row-major; overwritten by probabilities.</param>
    /// <param name="classes">Number of logits in a row, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of <paramref name="classes"/>.</exception>
    public static void InPlace(Span<float> logits, int classes) => InPlace(logits, classes, []);

    /// <summary>As <see cref="InPlace(Span{float}, int)"/>, and writes max z + ln Σ exp(z − max z) for each row.</summary>
    /// <param name="logits">(N, <paramref name="classes"/>) row-major; overwritten by probabilities.</param>
    /// <param name="classes">Number of logits in a row, at least 1.</param>
    /// <param name="logSumExp">One value for each row, in nats; NaN for a row that becomes NaN; empty when it is not wanted. Must not
    /// overlap the logits.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void InPlace(Span<float> logits, int classes, Span<float> logSumExp)
    {
        int rows = Shape.Rows(logits.Length, classes, nameof(logits));
        if (logSumExp.Length != 0) Shape.Length(logSumExp.Length, rows, nameof(logSumExp));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(logits, rows, classes, logSumExp); break;
            case KernelPath.Vector128: Run<Lanes128>(logits, rows, classes, logSumExp); break;
            default: Run<LanesScalar>(logits, rows, classes, logSumExp); break;
        }
    }

    internal static unsafe void Run<L>(Span<float> logits, int rows, int classes, Span<float> logSumExp) where L : struct, ILanes<L>
    {
        fixed (float* z = logits, log = logSumExp) RowKernel<L, ExpMap>.Run(z, rows, classes, log);
    }
}
