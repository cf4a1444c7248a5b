using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>A measure of labels that keeps one value: it is renewed with each label, starting at zero.</summary>
internal interface ILabelMeasure
{
    static abstract L Renew<L>(L x, L kept) where L : struct, ILanes<L>;

    /// <summary>The score from the value and the sum of all labels.</summary>
    static abstract L Finish<L>(L kept, L sum, float parameter) where L : struct, ILanes<L>;
}

/// <summary>A pass over the labels for a measure that keeps one value.</summary>
internal readonly unsafe struct LabelScan<T> : IMemberMeasure where T : struct, ILabelMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, kept = L.Load(state + Lanes);
        float* end = columns + (nint)count * Lanes;
        for (float* p = columns; p < end; p += Lanes)
        {
            L x = L.Load(p);
            total = L.Add(total, x);
            kept = T.Renew(x, kept);
        }
        MemberState.Add(state, 0, total);
        L.Store(kept, state + Lanes);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L> =>
        T.Finish(L.Load(state + Lanes), L.Load(state), parameter);
}

/// <summary>1 − min |2p − 1|.</summary>
internal readonly struct BinaryMinimum : ILabelMeasure
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Renew<L>(L x, L kept) where L : struct, ILanes<L>
    {
        L one = L.Broadcast(1f), f = L.AndBits(L.Subtract(L.Multiply(x, L.Broadcast(2f)), one), int.MaxValue);
        return L.Max(L.Subtract(one, f), kept);
    }

    public static L Finish<L>(L kept, L sum, float parameter) where L : struct, ILanes<L> => kept;
}

/// <summary>2 (1 + Σ p − 2 max p).</summary>
internal readonly struct MaxLoss : ILabelMeasure
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Renew<L>(L x, L kept) where L : struct, ILanes<L> => L.Max(x, kept);

    public static L Finish<L>(L kept, L sum, float parameter) where L : struct, ILanes<L>
    {
        L two = L.Broadcast(2f);
        return L.Multiply(two, L.Add(L.Broadcast(1f), L.NegatedMultiplyAdd(two, kept, sum)));
    }
}

/// <summary>|(number of p &gt; ½) − parameter|.</summary>
internal readonly struct CardinalityInconsistency : ILabelMeasure
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Renew<L>(L x, L kept) where L : struct, ILanes<L> =>
        L.Add(kept, L.And(L.GreaterThan(x, L.Broadcast(0.5f)), L.Broadcast(1f)));

    public static L Finish<L>(L kept, L sum, float parameter) where L : struct, ILanes<L> =>
        L.AndBits(L.Subtract(kept, L.Broadcast(parameter)), int.MaxValue);
}

/// <summary>The mean over k of max(0, 1 + Σ f − 2 f_k), where f = 2p − 1.</summary>
internal readonly unsafe struct MeanMaxLoss : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 2;

    // Σ p, the losses, the number of labels seen (the same in each lane).
    public static int StateColumns(int members) => 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        float* end = columns + (nint)count * Lanes;
        if (pass == 0)
        {
            L total = L.Zero;
            for (float* p = columns; p < end; p += Lanes) total = L.Add(total, L.Load(p));
            MemberState.Add(state, 0, total);
            MemberState.Add(state, 2, L.Broadcast(count));
            return;
        }
        // 1 + Σ f − 2 f_k = (3 + 2 Σ p − L) − 4 p_k
        L four = L.Broadcast(4f), losses = L.Zero;
        L common = L.Add(L.Broadcast(3f), L.MultiplyAdd(L.Load(state), L.Broadcast(2f), L.Subtract(L.Zero, L.Load(state + 2 * Lanes))));
        for (float* p = columns; p < end; p += Lanes)
            losses = L.Add(losses, L.Max(L.NegatedMultiplyAdd(L.Load(p), four, common), L.Zero));
        MemberState.Add(state, 1, losses);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L> =>
        L.Divide(L.Load(state + Lanes), L.Broadcast(classes));
}
