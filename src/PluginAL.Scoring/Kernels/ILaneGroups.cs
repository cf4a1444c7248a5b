using System.Diagnostics.CodeAnalysis;

namespace PluginAL.Scoring.Kernels;

/// <summary>Float lanes, a whole number of groups of eight: what needs no lane but its own, so that a kernel may hold one group or
/// two. Every implementation gives the same bits for the same input, NaN payloads apart.</summary>
/// <remarks>
/// Comparisons give a mask: all bits set where true, none where false; a comparison with NaN is false.
/// <see cref="Max"/> and <see cref="Min"/> follow one rule everywhere: the second operand wins unless the first is strictly
/// greater (less). So a NaN in the first operand is dropped, a NaN in the second passes, and of ±0 the second is returned.
/// Members whose name ends in Bits work on the lanes' bit patterns as 32-bit integers.
/// </remarks>
internal unsafe interface ILaneGroups<TSelf> where TSelf : struct, ILaneGroups<TSelf>
{
    /// <summary>The number of lanes: 8 or 16.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }
    static abstract TSelf Broadcast(float value);

    /// <summary>Eight values, again in each group.</summary>
    static abstract TSelf Of(float e0, float e1, float e2, float e3, float e4, float e5, float e6, float e7);
    static abstract TSelf Load(float* source);
    static abstract void Store(TSelf value, float* target);

    static abstract TSelf Add(TSelf a, TSelf b);
    static abstract TSelf Subtract(TSelf a, TSelf b);
    static abstract TSelf Multiply(TSelf a, TSelf b);
    static abstract TSelf Divide(TSelf a, TSelf b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a · b + c with the same c in every lane: a step of a polynomial. Saves the compiler a local for the constant, of which
    /// it inlines only so many.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, float c);

    /// <summary>c − a · b, rounded once.</summary>
    static abstract TSelf NegatedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a &gt; b ? a : b.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>a &lt; b ? a : b.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    static abstract TSelf Equal(TSelf a, TSelf b);
    static abstract TSelf GreaterThan(TSelf a, TSelf b);
    static abstract TSelf LessOrEqual(TSelf a, TSelf b);

    /// <summary>Bit by bit: a where the mask is set, b elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    static abstract TSelf And(TSelf a, TSelf b);
    static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>The sign bits of the lanes; lane 0 is bit 0.</summary>
    static abstract uint SignBits(TSelf a);

    static abstract TSelf AddBits(TSelf a, int b);
    static abstract TSelf SubtractBits(TSelf a, TSelf b);
    static abstract TSelf AndBits(TSelf a, int b);
    static abstract TSelf ShiftLeftBits(TSelf a, [ConstantExpected] int count);

    /// <summary>Arithmetic shift: the sign bit is copied.</summary>
    static abstract TSelf ShiftRightBits(TSelf a, [ConstantExpected] int count);

    /// <summary>Looks up: lane i is the lane of its group in <paramref name="table"/> that the lowest three bits of lane i of <paramref name="index"/> name.</summary>
    static abstract TSelf Permute(TSelf table, TSelf index);

    /// <summary>The integer in each lane's bits as a float.</summary>
    static abstract TSelf ConvertBits(TSelf a);

    /// <summary>Reads a row of 4 floats for each lane, transposed: lane r of <paramref name="c0"/> is source[r · stride].</summary>
    static abstract void LoadColumns(float* source, nint stride, out TSelf c0, out TSelf c1, out TSelf c2, out TSelf c3);

    /// <summary>Reads a pair of floats for each lane: lane r of <paramref name="even"/> is source[2r], of <paramref name="odd"/>
    /// source[2r + 1].</summary>
    static abstract void LoadPairs(float* source, out TSelf even, out TSelf odd);
}
