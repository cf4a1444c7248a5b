using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>1 − p₁.</summary>
internal readonly struct LeastConfidence : IMeasure
{
    public static bool HasSecond => false;
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> => a = L.Max(x, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => a = L.Max(c, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> => L.Subtract(L.Broadcast(1f), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }
}

/// <summary>The two greatest values, which margin and ratio share.</summary>
internal static class TopTwo
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L>
    {
        b = L.Max(L.Min(x, a), b);
        a = L.Max(x, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L>
    {
        b = L.Max(L.Min(c, a), L.Max(d, b));
        a = L.Max(c, a);
    }
}

/// <summary>1 − (p₁ − p₂).</summary>
internal readonly struct Margin : IMeasure
{
    public static bool HasSecond => true;
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> => TopTwo.Accumulate(x, ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => TopTwo.Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> => L.Subtract(L.Broadcast(1f), L.Subtract(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }
}

/// <summary>p₂ / p₁.</summary>
internal readonly struct Ratio : IMeasure
{
    public static bool HasSecond => true;
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> => TopTwo.Accumulate(x, ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => TopTwo.Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> => L.Divide(b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }
}

/// <summary>−Σ p ln p = −(Σ p · exponent · ln 2 + Σ p · ln mantissa).</summary>
/// <remarks>Closed, the two sums are one in two parts, value and rounding error: joining eight lanes would else cost more accuracy than
/// all the additions before.</remarks>
internal readonly struct Entropy : IMeasure
{
    public static bool HasSecond => true;
    public static bool IsCheap => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> => LaneMath.AddXLogX(x, ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L>
    {
        a = L.Add(a, c);
        b = L.Add(b, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L>
    {
        L ln2 = L.Broadcast(LaneMath.ExponentLn2), product = L.Multiply(a, ln2);
        L error = L.MultiplyAdd(a, ln2, L.Subtract(L.Zero, product));
        a = LaneMath.TwoSum(product, b, out b);
        b = L.Add(b, error);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L>
    {
        a = LaneMath.TwoSum(a, c, out L error);
        b = L.Add(L.Add(b, d), error);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L>
    {
        b = L.Add(a, b);
        a = L.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> =>
        L.NegatedMultiplyAdd(a, L.Broadcast(LaneMath.ExponentLn2), L.Subtract(L.Zero, b));
}

/// <summary>Entropy ÷ ln C.</summary>
internal readonly struct NormalisedEntropy : IMeasure
{
    public static bool HasSecond => true;
    public static bool IsCheap => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> => LaneMath.AddXLogX(x, ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Entropy.Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> => Entropy.Close(ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Entropy.Join(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> => Entropy.Open(ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> =>
        classes == 1 ? L.Zero : L.Divide(Entropy.Finish(a, b, classes), L.Broadcast((float)Math.Log(classes)));
}

/// <summary>1 − Σ p².</summary>
internal readonly struct Gini : IMeasure
{
    public static bool HasSecond => false;
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> => a = L.MultiplyAdd(x, x, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => a = L.Add(a, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> => L.Subtract(L.Broadcast(1f), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }
}

/// <summary>No score of its own, for a pass that only checks the rows.</summary>
internal readonly struct NoMeasure : IMeasure
{
    public static bool HasSecond => false;
    public static bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L> => L.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L> => Combine(ref a, ref b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L> { }
}
