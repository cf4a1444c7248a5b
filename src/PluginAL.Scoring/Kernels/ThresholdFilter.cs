using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Reads scores at the speed of memory and stops only where one may matter to a top-k.</summary>
internal static unsafe class ThresholdFilter<L> where L : struct, ILaneGroups<L>
{
    /// <summary>Scores that are looked at together.</summary>
    internal static int Step => 4 * L.Count;

    /// <summary>
    /// The first position at or after <paramref name="start"/>, in steps of <see cref="Step"/>, where a score is above the threshold
    /// or NaN; else where the whole steps end. Bit j of <paramref name="hits"/> tells whether the score j places further is one.
    /// −∞ is never above: <paramref name="hasNegativeInfinity"/> is set when one was passed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static nint Next(float* scores, nint start, nint length, float threshold, out ulong hits, ref bool hasNegativeInfinity)
    {
        L bar = L.Broadcast(threshold), least0 = L.Zero, least1 = L.Zero;
        ulong below = ulong.MaxValue;
        nint i = start;
        for (; i + Step <= length; i += Step)
        {
            L x0 = L.Load(scores + i), x1 = L.Load(scores + i + L.Count);
            L x2 = L.Load(scores + i + 2 * L.Count), x3 = L.Load(scores + i + 3 * L.Count);
            least0 = L.Min(x0, least0);
            least1 = L.Min(x1, least1);
            least0 = L.Min(x2, least0);
            least1 = L.Min(x3, least1);
            x0 = L.LessOrEqual(x0, bar);
            x1 = L.LessOrEqual(x1, bar);
            x2 = L.LessOrEqual(x2, bar);
            x3 = L.LessOrEqual(x3, bar);
            if (L.SignBits(L.And(L.And(x0, x1), L.And(x2, x3))) == (1u << L.Count) - 1) continue;
            below = (Two(x0, x1) | (Two(x2, x3) << (2 * L.Count))) | (L.Count == 8 ? ~0ul << 32 : 0);
            break;
        }
        hits = ~below;
        hasNegativeInfinity |= L.SignBits(L.LessOrEqual(L.Min(least0, least1), L.Broadcast(float.NegativeInfinity))) != 0;
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Two(L first, L second) => L.SignBits(first) | ((ulong)L.SignBits(second) << L.Count);
}
