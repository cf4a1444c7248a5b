using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>Sums of float64 in a fixed order, so that their bits do not depend on the machine.</summary>
internal static class Doubles
{
    private const int Lanes = 4;

    /// <summary>Σ xᵢ yᵢ, in four times four lanes.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint i = 0, length = (nuint)x.Length;
        for (; i + (4 * Lanes) <= length; i += 4 * Lanes)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + Lanes), Vector256.LoadUnsafe(ref b, i + Lanes), s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + (2 * Lanes)), Vector256.LoadUnsafe(ref b, i + (2 * Lanes)), s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + (3 * Lanes)), Vector256.LoadUnsafe(ref b, i + (3 * Lanes)), s3);
        }

        var total = (s0 + s1) + (s2 + s3);
        var sum = (total[0] + total[1]) + (total[2] + total[3]);
        for (; i < length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[(int)i], y[(int)i], sum);
        }

        return sum;
    }

    /// <summary>y ← y + αx.</summary>
    public static void AddScaled(Span<double> y, double alpha, ReadOnlySpan<double> x)
    {
        ref var a = ref MemoryMarshal.GetReference(y);
        ref var b = ref MemoryMarshal.GetReference(x);
        var scale = Vector256.Create(alpha);
        nuint i = 0, length = (nuint)x.Length;
        for (; i + Lanes <= length; i += Lanes)
        {
            Vector256.FusedMultiplyAdd(scale, Vector256.LoadUnsafe(ref b, i), Vector256.LoadUnsafe(ref a, i)).StoreUnsafe(ref a, i);
        }

        for (; i < length; i++)
        {
            y[(int)i] = Math.FusedMultiplyAdd(alpha, x[(int)i], y[(int)i]);
        }
    }
}
