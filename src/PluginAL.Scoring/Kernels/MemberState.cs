using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Columns of eight lanes that a measure keeps from chunk to chunk.</summary>
internal static unsafe class MemberState
{
    private const int Lanes = 8;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Floats of the columns that are summed plainly before the sum goes to a total in two parts: eight classes.</summary>
    internal const int Fold = 8 * Lanes;

    /// <summary>Adds to a column.</summary>
    [MethodImpl(Inline)]
    internal static void Add<L>(float* state, nint column, L value) where L : struct, ILanes<L>
    {
        float* at = state + column * Lanes;
        L.Store(L.Add(L.Load(at), value), at);
    }

    /// <summary>A column and the one after it: a value and its error.</summary>
    [MethodImpl(Inline)]
    internal static L Sum<L>(float* state, nint column) where L : struct, ILanes<L> =>
        L.Add(L.Load(state + column * Lanes), L.Load(state + (column + 1) * Lanes));

    /// <summary>Adds exponents · ln 2 + logs to a total in two parts, so that a thousand classes cost no more accuracy than ten.</summary>
    [MethodImpl(Inline)]
    internal static void AddLogs<L>(L exponents, L logs, ref L value, ref L error) where L : struct, ILanes<L>
    {
        L ln2 = L.Broadcast(LaneMath.ExponentLn2), product = L.Multiply(exponents, ln2);
        L rounding = L.MultiplyAdd(exponents, ln2, L.Subtract(L.Zero, product));
        value = LaneMath.TwoSum(value, product, out L lost);
        error = L.Add(error, L.Add(logs, L.Add(rounding, lost)));
    }

    /// <summary>exponents · ln 2 + logs, from a column and the one after it.</summary>
    [MethodImpl(Inline)]
    internal static L Logs<L>(float* state, nint column) where L : struct, ILanes<L> =>
        L.MultiplyAdd(L.Load(state + column * Lanes), L.Broadcast(LaneMath.ExponentLn2), L.Load(state + (column + 1) * Lanes));

    /// <summary>Zero where rounding has led below it; NaN stays.</summary>
    [MethodImpl(Inline)]
    internal static L NotNegative<L>(L value) where L : struct, ILanes<L> => L.Add(L.Max(L.Zero, value), L.Zero);
}
