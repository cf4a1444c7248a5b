using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>Two classes with one score z: p = 1 / (1 + e⁻ᶻ) is the probability of the second.</summary>
internal static class Rows2
{
    /// <summary>p, and ln(1 + e^−|z|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Logistic(Vector256<float> z, out Vector256<float> probability, out Vector256<float> log)
    {
        var e = Elementary.ExpNonPositive(-Vector256.Abs(z));
        var sum = Vector256<float>.One + e;
        log = Elementary.LogFromOne(sum);
        probability = Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256<float>.Zero), e, Vector256<float>.One) / sum;
    }

    /// <summary>−ln p(label).</summary>
    public static float Loss(float z, float log, int label) => (label != 0 ? MathF.Max(-z, 0) : MathF.Max(z, 0)) + log;
}
