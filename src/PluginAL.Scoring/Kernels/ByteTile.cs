using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Scores of six rows against sixteen queries from products of eight-bit numbers, four times as many in an instruction as of
/// floats: upper bounds, which let through all that <see cref="TileKernel{L, TStep}"/> would, and some more.</summary>
/// <remarks>See <see cref="QueryBytes"/> for what makes them bounds.</remarks>
internal static unsafe class ByteTile
{
    internal const int Rows = RowPanels.Rows;
    internal const int Queries = 16;

    internal static bool IsSupported => AvxVnni.IsSupported && Lanes512.Serve<Lanes256>();

    /// <summary>Score = sum · factor + term; if any is above its query's bar, all are stored and the answer is true.</summary>
    /// <param name="a">(groups, 6, 4): the rows, from 1 to 255, 128 standing for 0.</param>
    /// <param name="b">(groups, 16, 4): the queries.</param>
    /// <param name="groups">Groups of four values.</param>
    /// <param name="start">16 numbers that take away what 128 for 0 adds.</param>
    /// <param name="terms">6 factors, then 6 terms.</param>
    /// <param name="bars">16 bars.</param>
    /// <param name="tile">(6, 16).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Run(byte* a, sbyte* b, nint groups, int* start, float* terms, float* bars, float* tile)
    {
        Vector256<int> s00 = Vector256.Load(start), s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00;
        Vector256<int> s01 = Vector256.Load(start + 8), s11 = s01, s21 = s01, s31 = s01, s41 = s01, s51 = s01;
        for (byte* end = a + groups * 4 * Rows; a < end; a += 4 * Rows)
        {
            Vector256<sbyte> u = Vector256.Load(b), v = Vector256.Load(b + 32);
            Vector256<byte> x = Four(a);
            s00 = AvxVnni.MultiplyWideningAndAdd(s00, x, u);
            s01 = AvxVnni.MultiplyWideningAndAdd(s01, x, v);
            x = Four(a + 4);
            s10 = AvxVnni.MultiplyWideningAndAdd(s10, x, u);
            s11 = AvxVnni.MultiplyWideningAndAdd(s11, x, v);
            x = Four(a + 8);
            s20 = AvxVnni.MultiplyWideningAndAdd(s20, x, u);
            s21 = AvxVnni.MultiplyWideningAndAdd(s21, x, v);
            x = Four(a + 12);
            s30 = AvxVnni.MultiplyWideningAndAdd(s30, x, u);
            s31 = AvxVnni.MultiplyWideningAndAdd(s31, x, v);
            x = Four(a + 16);
            s40 = AvxVnni.MultiplyWideningAndAdd(s40, x, u);
            s41 = AvxVnni.MultiplyWideningAndAdd(s41, x, v);
            x = Four(a + 20);
            s50 = AvxVnni.MultiplyWideningAndAdd(s50, x, u);
            s51 = AvxVnni.MultiplyWideningAndAdd(s51, x, v);
            b += 4 * Queries;
        }

        Vector512<float> r0 = Score(s00, s01, terms), r1 = Score(s10, s11, terms + 1), r2 = Score(s20, s21, terms + 2),
            r3 = Score(s30, s31, terms + 3), r4 = Score(s40, s41, terms + 4), r5 = Score(s50, s51, terms + 5);
        Vector512<float> best = Avx512F.Max(Avx512F.Max(Avx512F.Max(r0, r1), Avx512F.Max(r2, r3)), Avx512F.Max(r4, r5));
        if (!Vector512.GreaterThanAny(best, Vector512.Load(bars))) return false;
        r0.Store(tile);
        r1.Store(tile + Queries);
        r2.Store(tile + 2 * Queries);
        r3.Store(tile + 3 * Queries);
        r4.Store(tile + 4 * Queries);
        r5.Store(tile + 5 * Queries);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Four(byte* values) => Vector256.Create(*(int*)values).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Score(Vector256<int> lower, Vector256<int> upper, float* term) => Avx512F.FusedMultiplyAdd(
        Avx512F.ConvertToVector512Single(Vector512.Create(lower, upper)), Vector512.Create(term[0]), Vector512.Create(term[Rows]));
}
