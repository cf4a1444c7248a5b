using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>The products of <see cref="TileKernel{L, TStep}"/> with 512-bit registers: twelve rows against thirty-two queries or sixteen.</summary>
internal static unsafe class WideTile
{
    /// <summary>Two panels of rows.</summary>
    internal const int Rows = 2 * RowPanels.Rows;

    /// <summary>Two panels of queries.</summary>
    internal const int Queries = 32;
    private const int Half = 16; // queries of a panel, and floats of a register

    /// <summary>See <see cref="TileKernel{L, TStep}.Run"/>; each score has the same bits.</summary>
    /// <param name="a">(depth, 6): the first six rows.</param>
    /// <param name="a1">(depth, 6): the other six.</param>
    /// <param name="b">(depth, 16): the first sixteen queries.</param>
    /// <param name="b1">(depth, 16): the other sixteen, if there are.</param>
    /// <param name="depth">Values to add over.</param>
    /// <param name="terms">For each six rows 6 factors, then 6 terms; null when more parts follow.</param>
    /// <param name="bars">32 bars, or 16.</param>
    /// <param name="tile">(12, 32), of which the last 16 are only used with two panels of queries.</param>
    /// <param name="resume">Whether to go on from the tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Run<TColumns>(
        float* a, float* a1, float* b, float* b1, nint depth, float* terms, float* bars, float* tile, bool resume)
        where TColumns : struct, IColumns
    {
        Vector512<float> s00 = Vector512<float>.Zero, s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00,
            s60 = s00, s70 = s00, s80 = s00, s90 = s00, sa0 = s00, sb0 = s00;
        Vector512<float> s01 = s00, s11 = s00, s21 = s00, s31 = s00, s41 = s00, s51 = s00,
            s61 = s00, s71 = s00, s81 = s00, s91 = s00, sa1 = s00, sb1 = s00;
        if (resume)
        {
            s00 = Vector512.Load(tile);
            if (TColumns.AreTwo) s01 = Vector512.Load(tile + Half);
            s10 = Vector512.Load(tile + 2 * Half);
            if (TColumns.AreTwo) s11 = Vector512.Load(tile + 3 * Half);
            s20 = Vector512.Load(tile + 4 * Half);
            if (TColumns.AreTwo) s21 = Vector512.Load(tile + 5 * Half);
            s30 = Vector512.Load(tile + 6 * Half);
            if (TColumns.AreTwo) s31 = Vector512.Load(tile + 7 * Half);
            s40 = Vector512.Load(tile + 8 * Half);
            if (TColumns.AreTwo) s41 = Vector512.Load(tile + 9 * Half);
            s50 = Vector512.Load(tile + 10 * Half);
            if (TColumns.AreTwo) s51 = Vector512.Load(tile + 11 * Half);
            s60 = Vector512.Load(tile + 12 * Half);
            if (TColumns.AreTwo) s61 = Vector512.Load(tile + 13 * Half);
            s70 = Vector512.Load(tile + 14 * Half);
            if (TColumns.AreTwo) s71 = Vector512.Load(tile + 15 * Half);
            s80 = Vector512.Load(tile + 16 * Half);
            if (TColumns.AreTwo) s81 = Vector512.Load(tile + 17 * Half);
            s90 = Vector512.Load(tile + 18 * Half);
            if (TColumns.AreTwo) s91 = Vector512.Load(tile + 19 * Half);
            sa0 = Vector512.Load(tile + 20 * Half);
            if (TColumns.AreTwo) sa1 = Vector512.Load(tile + 21 * Half);
            sb0 = Vector512.Load(tile + 22 * Half);
            if (TColumns.AreTwo) sb1 = Vector512.Load(tile + 23 * Half);
        }

        float* end = a + depth * RowPanels.Rows;
        while (a < end)
        {
            Vector512<float> u = Vector512.Load(b), v = TColumns.AreTwo ? Vector512.Load(b1) : u, x;
            x = Vector512.Create(a[0]);
            s00 = Avx512F.FusedMultiplyAdd(x, u, s00);
            if (TColumns.AreTwo) s01 = Avx512F.FusedMultiplyAdd(x, v, s01);
            x = Vector512.Create(a[1]);
            s10 = Avx512F.FusedMultiplyAdd(x, u, s10);
            if (TColumns.AreTwo) s11 = Avx512F.FusedMultiplyAdd(x, v, s11);
            x = Vector512.Create(a[2]);
            s20 = Avx512F.FusedMultiplyAdd(x, u, s20);
            if (TColumns.AreTwo) s21 = Avx512F.FusedMultiplyAdd(x, v, s21);
            x = Vector512.Create(a[3]);
            s30 = Avx512F.FusedMultiplyAdd(x, u, s30);
            if (TColumns.AreTwo) s31 = Avx512F.FusedMultiplyAdd(x, v, s31);
            x = Vector512.Create(a[4]);
            s40 = Avx512F.FusedMultiplyAdd(x, u, s40);
            if (TColumns.AreTwo) s41 = Avx512F.FusedMultiplyAdd(x, v, s41);
            x = Vector512.Create(a[5]);
            s50 = Avx512F.FusedMultiplyAdd(x, u, s50);
            if (TColumns.AreTwo) s51 = Avx512F.FusedMultiplyAdd(x, v, s51);
            x = Vector512.Create(a1[0]);
            s60 = Avx512F.FusedMultiplyAdd(x, u, s60);
            if (TColumns.AreTwo) s61 = Avx512F.FusedMultiplyAdd(x, v, s61);
            x = Vector512.Create(a1[1]);
            s70 = Avx512F.FusedMultiplyAdd(x, u, s70);
            if (TColumns.AreTwo) s71 = Avx512F.FusedMultiplyAdd(x, v, s71);
            x = Vector512.Create(a1[2]);
            s80 = Avx512F.FusedMultiplyAdd(x, u, s80);
            if (TColumns.AreTwo) s81 = Avx512F.FusedMultiplyAdd(x, v, s81);
            x = Vector512.Create(a1[3]);
            s90 = Avx512F.FusedMultiplyAdd(x, u, s90);
            if (TColumns.AreTwo) s91 = Avx512F.FusedMultiplyAdd(x, v, s91);
            x = Vector512.Create(a1[4]);
            sa0 = Avx512F.FusedMultiplyAdd(x, u, sa0);
            if (TColumns.AreTwo) sa1 = Avx512F.FusedMultiplyAdd(x, v, sa1);
            x = Vector512.Create(a1[5]);
            sb0 = Avx512F.FusedMultiplyAdd(x, u, sb0);
            if (TColumns.AreTwo) sb1 = Avx512F.FusedMultiplyAdd(x, v, sb1);
            a += RowPanels.Rows;
            a1 += RowPanels.Rows;
            b += Half;
            if (TColumns.AreTwo) b1 += Half;
        }

        if (terms != null)
        {
            Vector512<float> f, t;
            f = Vector512.Create(terms[0]);
            t = Vector512.Create(terms[6]);
            s00 = Avx512F.FusedMultiplyAdd(s00, f, t);
            if (TColumns.AreTwo) s01 = Avx512F.FusedMultiplyAdd(s01, f, t);
            f = Vector512.Create(terms[1]);
            t = Vector512.Create(terms[7]);
            s10 = Avx512F.FusedMultiplyAdd(s10, f, t);
            if (TColumns.AreTwo) s11 = Avx512F.FusedMultiplyAdd(s11, f, t);
            f = Vector512.Create(terms[2]);
            t = Vector512.Create(terms[8]);
            s20 = Avx512F.FusedMultiplyAdd(s20, f, t);
            if (TColumns.AreTwo) s21 = Avx512F.FusedMultiplyAdd(s21, f, t);
            f = Vector512.Create(terms[3]);
            t = Vector512.Create(terms[9]);
            s30 = Avx512F.FusedMultiplyAdd(s30, f, t);
            if (TColumns.AreTwo) s31 = Avx512F.FusedMultiplyAdd(s31, f, t);
            f = Vector512.Create(terms[4]);
            t = Vector512.Create(terms[10]);
            s40 = Avx512F.FusedMultiplyAdd(s40, f, t);
            if (TColumns.AreTwo) s41 = Avx512F.FusedMultiplyAdd(s41, f, t);
            f = Vector512.Create(terms[5]);
            t = Vector512.Create(terms[11]);
            s50 = Avx512F.FusedMultiplyAdd(s50, f, t);
            if (TColumns.AreTwo) s51 = Avx512F.FusedMultiplyAdd(s51, f, t);
            f = Vector512.Create(terms[12]);
            t = Vector512.Create(terms[18]);
            s60 = Avx512F.FusedMultiplyAdd(s60, f, t);
            if (TColumns.AreTwo) s61 = Avx512F.FusedMultiplyAdd(s61, f, t);
            f = Vector512.Create(terms[13]);
            t = Vector512.Create(terms[19]);
            s70 = Avx512F.FusedMultiplyAdd(s70, f, t);
            if (TColumns.AreTwo) s71 = Avx512F.FusedMultiplyAdd(s71, f, t);
            f = Vector512.Create(terms[14]);
            t = Vector512.Create(terms[20]);
            s80 = Avx512F.FusedMultiplyAdd(s80, f, t);
            if (TColumns.AreTwo) s81 = Avx512F.FusedMultiplyAdd(s81, f, t);
            f = Vector512.Create(terms[15]);
            t = Vector512.Create(terms[21]);
            s90 = Avx512F.FusedMultiplyAdd(s90, f, t);
            if (TColumns.AreTwo) s91 = Avx512F.FusedMultiplyAdd(s91, f, t);
            f = Vector512.Create(terms[16]);
            t = Vector512.Create(terms[22]);
            sa0 = Avx512F.FusedMultiplyAdd(sa0, f, t);
            if (TColumns.AreTwo) sa1 = Avx512F.FusedMultiplyAdd(sa1, f, t);
            f = Vector512.Create(terms[17]);
            t = Vector512.Create(terms[23]);
            sb0 = Avx512F.FusedMultiplyAdd(sb0, f, t);
            if (TColumns.AreTwo) sb1 = Avx512F.FusedMultiplyAdd(sb1, f, t);
            Vector512<float> best0 = Most(Most(s00, s10, s20, s30), Most(s40, s50, s60, s70), Most(s80, s90, sa0, sb0));
            bool above = Vector512.GreaterThanAny(best0, Vector512.Load(bars));
            if (TColumns.AreTwo)
            {
                Vector512<float> best1 = Most(Most(s01, s11, s21, s31), Most(s41, s51, s61, s71), Most(s81, s91, sa1, sb1));
                above |= Vector512.GreaterThanAny(best1, Vector512.Load(bars + Half));
            }
            if (!above) return false;
        }

        s00.Store(tile);
        if (TColumns.AreTwo) s01.Store(tile + Half);
        s10.Store(tile + 2 * Half);
        if (TColumns.AreTwo) s11.Store(tile + 3 * Half);
        s20.Store(tile + 4 * Half);
        if (TColumns.AreTwo) s21.Store(tile + 5 * Half);
        s30.Store(tile + 6 * Half);
        if (TColumns.AreTwo) s31.Store(tile + 7 * Half);
        s40.Store(tile + 8 * Half);
        if (TColumns.AreTwo) s41.Store(tile + 9 * Half);
        s50.Store(tile + 10 * Half);
        if (TColumns.AreTwo) s51.Store(tile + 11 * Half);
        s60.Store(tile + 12 * Half);
        if (TColumns.AreTwo) s61.Store(tile + 13 * Half);
        s70.Store(tile + 14 * Half);
        if (TColumns.AreTwo) s71.Store(tile + 15 * Half);
        s80.Store(tile + 16 * Half);
        if (TColumns.AreTwo) s81.Store(tile + 17 * Half);
        s90.Store(tile + 18 * Half);
        if (TColumns.AreTwo) s91.Store(tile + 19 * Half);
        sa0.Store(tile + 20 * Half);
        if (TColumns.AreTwo) sa1.Store(tile + 21 * Half);
        sb0.Store(tile + 22 * Half);
        if (TColumns.AreTwo) sb1.Store(tile + 23 * Half);
        return terms != null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Most(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Avx512F.Max(Avx512F.Max(a, b), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Most(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Avx512F.Max(Avx512F.Max(a, b), Avx512F.Max(c, d));
}
