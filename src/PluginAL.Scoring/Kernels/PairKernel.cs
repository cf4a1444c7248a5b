using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>What two values add to the sum over a pair of rows.</summary>
internal interface IPairStep
{
    static abstract L Add<L>(L x, L y, L sum) where L : struct, ILanes<L>;
}

/// <summary>(x − y)².</summary>
internal readonly struct SquaredDifference : IPairStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L>(L x, L y, L sum) where L : struct, ILanes<L>
    {
        L t = L.Subtract(x, y);
        return L.MultiplyAdd(t, t, sum);
    }
}

/// <summary>x · y.</summary>
internal readonly struct Product : IPairStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L>(L x, L y, L sum) where L : struct, ILanes<L> => L.MultiplyAdd(x, y, sum);
}

/// <summary>|x − y|.</summary>
internal readonly struct AbsoluteDifference : IPairStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L>(L x, L y, L sum) where L : struct, ILanes<L> =>
        L.Add(sum, L.AndBits(L.Subtract(x, y), int.MaxValue));
}

/// <summary>Sums over pairs of rows, one row against many.</summary>
/// <remarks>
/// The tree is fixed: value d goes to lane d mod 8 of accumulator (d / 8) mod 4, in ascending order; the accumulators are joined as
/// (0 + 1) + (2 + 3) and the lanes as <see cref="ILanes{TSelf}.Sum"/> says. Missing values of the last eight count as zeros.
/// </remarks>
internal static unsafe class PairKernel<L, TStep>
    where L : struct, ILanes<L>
    where TStep : struct, IPairStep
{
    private const int Lanes = 8;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Writes the sum of x with each of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Many(float* x, float* rows, nint count, nint width, float* sums)
    {
        if (width < Lanes)
        {
            Short(x, rows, count, width, sums);
            return;
        }
        L tail = LaneMath.LastLanes<L>((int)(width % Lanes));
        for (nint i = 0; i < count; i++) sums[i] = One(x, rows + i * width, width, tail);
    }

    [MethodImpl(Inline)]
    private static float One(float* x, float* y, nint width, L tail)
    {
        L a = L.Zero, b = L.Zero, c = L.Zero, e = L.Zero;
        nint d = 0;
        for (; d + 4 * Lanes <= width; d += 4 * Lanes)
        {
            a = TStep.Add(L.Load(x + d), L.Load(y + d), a);
            b = TStep.Add(L.Load(x + d + Lanes), L.Load(y + d + Lanes), b);
            c = TStep.Add(L.Load(x + d + 2 * Lanes), L.Load(y + d + 2 * Lanes), c);
            e = TStep.Add(L.Load(x + d + 3 * Lanes), L.Load(y + d + 3 * Lanes), e);
        }
        nint left = width - d;
        if (left >= Lanes) a = TStep.Add(L.Load(x + d), L.Load(y + d), a);
        if (left >= 2 * Lanes) b = TStep.Add(L.Load(x + d + Lanes), L.Load(y + d + Lanes), b);
        if (left >= 3 * Lanes) c = TStep.Add(L.Load(x + d + 2 * Lanes), L.Load(y + d + 2 * Lanes), c);
        if (left % Lanes != 0)
        {
            // The last eight values again, of which those not seen yet count: they stand in the last lanes.
            e = TStep.Add(L.And(L.Load(x + width - Lanes), tail), L.And(L.Load(y + width - Lanes), tail), e);
        }
        return L.Sum(L.Add(L.Add(a, b), L.Add(c, e)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Short(float* x, float* rows, nint count, nint width, float* sums)
    {
        float* p = stackalloc float[2 * Lanes]; // zeros behind the values
        for (nint d = 0; d < Lanes; d++) p[d] = d < width ? x[d] : 0;
        for (nint d = 0; d < Lanes; d++) p[Lanes + d] = 0;
        for (nint i = 0; i < count; i++)
        {
            for (nint d = 0; d < width; d++) p[Lanes + d] = rows[i * width + d];
            sums[i] = L.Sum(TStep.Add(L.Load(p), L.Load(p + Lanes), L.Zero));
        }
    }
}
