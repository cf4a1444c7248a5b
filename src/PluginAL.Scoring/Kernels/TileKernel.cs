using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Scores of six rows against sixteen queries, held in registers, and the question whether any of them passes its query's
/// bar.</summary>
internal static unsafe class TileKernel<L, TStep>
    where L : struct, ILanes<L>
    where TStep : struct, IPairStep
{
    internal const int Rows = 6;
    internal const int Queries = 16;
    private const int Lanes = 8;

    /// <summary>
    /// Adds the step over <paramref name="depth"/> values to each of the 6 × 16 sums, which start at zero or go on from
    /// <paramref name="tile"/>. Unless this is the last part of the width, the sums are stored there. In the end
    /// score = sum · factor + term, with a factor and a term for each row; if any score is above its query's bar, all scores are
    /// stored and the answer is true. Not a bar is passed by −∞, nor the bar +∞ by anything.
    /// </summary>
    /// <param name="a">(depth, 6): the rows, six values together.</param>
    /// <param name="b">(depth, 16): the queries, sixteen values together.</param>
    /// <param name="depth">Values to add over.</param>
    /// <param name="terms">6 factors, then 6 terms; null when more parts follow.</param>
    /// <param name="bars">16 bars.</param>
    /// <param name="tile">(6, 16).</param>
    /// <param name="resume">Whether to go on from the tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Run(float* a, float* b, nint depth, float* terms, float* bars, float* tile, bool resume)
    {
        L s00 = L.Zero, s10 = L.Zero, s20 = L.Zero, s30 = L.Zero, s40 = L.Zero, s50 = L.Zero;
        L s01 = L.Zero, s11 = L.Zero, s21 = L.Zero, s31 = L.Zero, s41 = L.Zero, s51 = L.Zero;
        if (resume)
        {
            s00 = L.Load(tile);
            s01 = L.Load(tile + Lanes);
            s10 = L.Load(tile + 2 * Lanes);
            s11 = L.Load(tile + 3 * Lanes);
            s20 = L.Load(tile + 4 * Lanes);
            s21 = L.Load(tile + 5 * Lanes);
            s30 = L.Load(tile + 6 * Lanes);
            s31 = L.Load(tile + 7 * Lanes);
            s40 = L.Load(tile + 8 * Lanes);
            s41 = L.Load(tile + 9 * Lanes);
            s50 = L.Load(tile + 10 * Lanes);
            s51 = L.Load(tile + 11 * Lanes);
        }

        float* end = a + depth * Rows;
        while (a < end)
        {
            L u = L.Load(b), v = L.Load(b + Lanes);
            L x = L.Broadcast(a[0]);
            s00 = TStep.Add(x, u, s00);
            s01 = TStep.Add(x, v, s01);
            x = L.Broadcast(a[1]);
            s10 = TStep.Add(x, u, s10);
            s11 = TStep.Add(x, v, s11);
            x = L.Broadcast(a[2]);
            s20 = TStep.Add(x, u, s20);
            s21 = TStep.Add(x, v, s21);
            x = L.Broadcast(a[3]);
            s30 = TStep.Add(x, u, s30);
            s31 = TStep.Add(x, v, s31);
            x = L.Broadcast(a[4]);
            s40 = TStep.Add(x, u, s40);
            s41 = TStep.Add(x, v, s41);
            x = L.Broadcast(a[5]);
            s50 = TStep.Add(x, u, s50);
            s51 = TStep.Add(x, v, s51);
            a += Rows;
            b += Queries;
        }

        if (terms != null)
        {
            L f = L.Broadcast(terms[0]), t = L.Broadcast(terms[6]);
            s00 = L.MultiplyAdd(s00, f, t);
            s01 = L.MultiplyAdd(s01, f, t);
            f = L.Broadcast(terms[1]);
            t = L.Broadcast(terms[7]);
            s10 = L.MultiplyAdd(s10, f, t);
            s11 = L.MultiplyAdd(s11, f, t);
            f = L.Broadcast(terms[2]);
            t = L.Broadcast(terms[8]);
            s20 = L.MultiplyAdd(s20, f, t);
            s21 = L.MultiplyAdd(s21, f, t);
            f = L.Broadcast(terms[3]);
            t = L.Broadcast(terms[9]);
            s30 = L.MultiplyAdd(s30, f, t);
            s31 = L.MultiplyAdd(s31, f, t);
            f = L.Broadcast(terms[4]);
            t = L.Broadcast(terms[10]);
            s40 = L.MultiplyAdd(s40, f, t);
            s41 = L.MultiplyAdd(s41, f, t);
            f = L.Broadcast(terms[5]);
            t = L.Broadcast(terms[11]);
            s50 = L.MultiplyAdd(s50, f, t);
            s51 = L.MultiplyAdd(s51, f, t);
            L best0 = L.Max(L.Max(L.Max(s00, s10), L.Max(s20, s30)), L.Max(s40, s50));
            L best1 = L.Max(L.Max(L.Max(s01, s11), L.Max(s21, s31)), L.Max(s41, s51));
            L above = L.Or(L.GreaterThan(best0, L.Load(bars)), L.GreaterThan(best1, L.Load(bars + Lanes)));
            if (L.SignBits(above) == 0) return false;
        }

        L.Store(s00, tile);
        L.Store(s01, tile + Lanes);
        L.Store(s10, tile + 2 * Lanes);
        L.Store(s11, tile + 3 * Lanes);
        L.Store(s20, tile + 4 * Lanes);
        L.Store(s21, tile + 5 * Lanes);
        L.Store(s30, tile + 6 * Lanes);
        L.Store(s31, tile + 7 * Lanes);
        L.Store(s40, tile + 8 * Lanes);
        L.Store(s41, tile + 9 * Lanes);
        L.Store(s50, tile + 10 * Lanes);
        L.Store(s51, tile + 11 * Lanes);
        return terms != null;
    }
}
