using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>1 − min |2p − 1|.</summary>
internal readonly unsafe struct BinaryMinimum : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, nearest = L.Load(state + Lanes), one = L.Broadcast(1f), two = L.Broadcast(2f);
        float* end = columns + (nint)count * Lanes;
        for (float* p = columns; p < end; p += Lanes)
        {
            L x = L.Load(p);
            total = L.Add(total, x);
            L f = L.AndBits(L.Subtract(L.Multiply(x, two), one), int.MaxValue);
            nearest = L.Max(L.Subtract(one, f), nearest);
        }
        MemberState.Add(state, 0, total);
        L.Store(nearest, state + Lanes);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L> => L.Load(state + Lanes);
}

/// <summary>2 (1 + Σ p − 2 max p).</summary>
internal readonly unsafe struct MaxLoss : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, greatest = L.Load(state + Lanes);
        float* end = columns + (nint)count * Lanes;
        for (float* p = columns; p < end; p += Lanes)
        {
            L x = L.Load(p);
            total = L.Add(total, x);
            greatest = L.Max(x, greatest);
        }
        MemberState.Add(state, 0, total);
        L.Store(greatest, state + Lanes);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L>
    {
        L two = L.Broadcast(2f), rest = L.NegatedMultiplyAdd(two, L.Load(state + Lanes), L.Load(state));
        return L.Multiply(two, L.Add(L.Broadcast(1f), rest));
    }
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

/// <summary>|(number of p &gt; ½) − parameter|.</summary>
internal readonly unsafe struct CardinalityInconsistency : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, labels = L.Zero, one = L.Broadcast(1f), half = L.Broadcast(0.5f);
        float* end = columns + (nint)count * Lanes;
        for (float* p = columns; p < end; p += Lanes)
        {
            L x = L.Load(p);
            total = L.Add(total, x);
            labels = L.Add(labels, L.And(L.GreaterThan(x, half), one));
        }
        MemberState.Add(state, 0, total);
        MemberState.Add(state, 1, labels);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L> =>
        L.AndBits(L.Subtract(L.Load(state + Lanes), L.Broadcast(parameter)), int.MaxValue);
}
