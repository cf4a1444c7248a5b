using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Reads scores at the speed of memory and stops only where one may matter to a top-k.</summary>
internal static unsafe class ThresholdFilter<L> where L : struct, ILanes<L>
{
    /// <summary>Scores that are looked at together.</summary>
    internal const int Step = 32;

    private const int Lanes = 8;

    /// <summary>
    /// The first position at or after <paramref name="start"/>, in steps of <see cref="Step"/>, where a score is above the threshold
    /// or NaN; else where the whole steps end. Bit j of <paramref name="hits"/> tells whether the score j places further is one.
    /// −∞ is never above: <paramref name="hasNegativeInfinity"/> is set when one was passed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static nint Next(float* scores, nint start, nint length, float threshold, out uint hits, ref bool hasNegativeInfinity)
    {
        L bar = L.Broadcast(threshold), least0 = L.Zero, least1 = L.Zero;
        uint below = uint.MaxValue;
        nint i = start;
        for (; i + Step <= length; i += Step)
        {
            L x0 = L.Load(scores + i), x1 = L.Load(scores + i + Lanes);
            L x2 = L.Load(scores + i + 2 * Lanes), x3 = L.Load(scores + i + 3 * Lanes);
            least0 = L.Min(x0, least0);
            least1 = L.Min(x1, least1);
            least0 = L.Min(x2, least0);
            least1 = L.Min(x3, least1);
            x0 = L.LessOrEqual(x0, bar);
            x1 = L.LessOrEqual(x1, bar);
            x2 = L.LessOrEqual(x2, bar);
            x3 = L.LessOrEqual(x3, bar);
            if (L.SignBits(L.And(L.And(x0, x1), L.And(x2, x3))) == 0xFF) continue;
            below = L.SignBits(x0) | (L.SignBits(x1) << 8) | (L.SignBits(x2) << 16) | (L.SignBits(x3) << 24);
            break;
        }
        hits = ~below;
        hasNegativeInfinity |= L.SignBits(L.LessOrEqual(L.Min(least0, least1), L.Broadcast(float.NegativeInfinity))) != 0;
        return i;
    }
}
