using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>What <see cref="KMeansStart{L}"/> does with four groups of eight rows, two in a 512-bit register: the same bits.</summary>
internal static unsafe class StartTile
{
    internal const int Groups = 4;

    /// <summary>Takes thirty-two consecutive rows into the sums of up to eight candidates.</summary>
    /// <param name="count">Candidates of the panel that matter, 1 to 8.</param>
    /// <param name="x">(32, <paramref name="width"/>).</param>
    /// <param name="centres">(<paramref name="width"/>, 8).</param>
    /// <param name="width">A multiple of four.</param>
    /// <param name="closest">32 least squared distances so far.</param>
    /// <param name="part">(8, 8): for each candidate a sum in each lane, to be added to group by group.</param>
    /// <param name="takeFirst">Whether the first candidate is a centre: its distances then lower <paramref name="closest"/>.</param>
    internal static void Add(int count, float* x, float* centres, nint width, float* closest, float* part, bool takeFirst)
    {
        switch (count)
        {
            case 1: StartTile<Classes1>.Add(x, centres, width, closest, part, takeFirst); break;
            case 2: StartTile<Classes2>.Add(x, centres, width, closest, part, takeFirst); break;
            case 3: StartTile<Classes3>.Add(x, centres, width, closest, part, takeFirst); break;
            case 4: StartTile<Classes4>.Add(x, centres, width, closest, part, takeFirst); break;
            case 5: StartTile<Classes5>.Add(x, centres, width, closest, part, takeFirst); break;
            case 6: StartTile<Classes6>.Add(x, centres, width, closest, part, takeFirst); break;
            case 7: StartTile<Classes7>.Add(x, centres, width, closest, part, takeFirst); break;
            case 8: StartTile<Classes8>.Add(x, centres, width, closest, part, takeFirst); break;
        }
    }
}

/// <summary>The same for a number of candidates that the compiler knows.</summary>
internal static unsafe class StartTile<K> where K : struct, IClassCount
{
    private const int Rows = 16; // in a register
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(float* x, float* centres, nint width, float* closest, float* part, bool takeFirst)
    {
        Vector512<float> a0 = default, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Vector512<float> b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0, b6 = a0, b7 = a0;
        float* ahead = x + 4 * Rows * width; // the rows of the tile after the next one
        for (float* end = x + width; x < end; x += 4)
        {
            LaneMath.Prefetch(ahead);
            LaneMath.Prefetch(ahead + 16);
            LaneMath.Prefetch(ahead + 32);
            LaneMath.Prefetch(ahead + 48);
            LaneMath.Prefetch(ahead + 64);
            LaneMath.Prefetch(ahead + 80);
            LaneMath.Prefetch(ahead + 96);
            LaneMath.Prefetch(ahead + 112);
            ahead += 8 * 16;
            Lanes512.LoadColumns(x, width, out Vector512<float> x0, out Vector512<float> x1, out Vector512<float> x2, out Vector512<float> x3);
            Lanes512.LoadColumns(x + Rows * width, width, out Vector512<float> y0, out Vector512<float> y1, out Vector512<float> y2, out Vector512<float> y3);
            Step(x0, y0, centres[0], ref a0, ref b0);
            if (K.Value > 1) Step(x0, y0, centres[1], ref a1, ref b1);
            if (K.Value > 2) Step(x0, y0, centres[2], ref a2, ref b2);
            if (K.Value > 3) Step(x0, y0, centres[3], ref a3, ref b3);
            if (K.Value > 4) Step(x0, y0, centres[4], ref a4, ref b4);
            if (K.Value > 5) Step(x0, y0, centres[5], ref a5, ref b5);
            if (K.Value > 6) Step(x0, y0, centres[6], ref a6, ref b6);
            if (K.Value > 7) Step(x0, y0, centres[7], ref a7, ref b7);
            Step(x1, y1, centres[8], ref a0, ref b0);
            if (K.Value > 1) Step(x1, y1, centres[9], ref a1, ref b1);
            if (K.Value > 2) Step(x1, y1, centres[10], ref a2, ref b2);
            if (K.Value > 3) Step(x1, y1, centres[11], ref a3, ref b3);
            if (K.Value > 4) Step(x1, y1, centres[12], ref a4, ref b4);
            if (K.Value > 5) Step(x1, y1, centres[13], ref a5, ref b5);
            if (K.Value > 6) Step(x1, y1, centres[14], ref a6, ref b6);
            if (K.Value > 7) Step(x1, y1, centres[15], ref a7, ref b7);
            Step(x2, y2, centres[16], ref a0, ref b0);
            if (K.Value > 1) Step(x2, y2, centres[17], ref a1, ref b1);
            if (K.Value > 2) Step(x2, y2, centres[18], ref a2, ref b2);
            if (K.Value > 3) Step(x2, y2, centres[19], ref a3, ref b3);
            if (K.Value > 4) Step(x2, y2, centres[20], ref a4, ref b4);
            if (K.Value > 5) Step(x2, y2, centres[21], ref a5, ref b5);
            if (K.Value > 6) Step(x2, y2, centres[22], ref a6, ref b6);
            if (K.Value > 7) Step(x2, y2, centres[23], ref a7, ref b7);
            Step(x3, y3, centres[24], ref a0, ref b0);
            if (K.Value > 1) Step(x3, y3, centres[25], ref a1, ref b1);
            if (K.Value > 2) Step(x3, y3, centres[26], ref a2, ref b2);
            if (K.Value > 3) Step(x3, y3, centres[27], ref a3, ref b3);
            if (K.Value > 4) Step(x3, y3, centres[28], ref a4, ref b4);
            if (K.Value > 5) Step(x3, y3, centres[29], ref a5, ref b5);
            if (K.Value > 6) Step(x3, y3, centres[30], ref a6, ref b6);
            if (K.Value > 7) Step(x3, y3, centres[31], ref a7, ref b7);
            centres += 4 * 8;
        }

        Vector512<float> known = Vector512.Load(closest), known1 = Vector512.Load(closest + Rows);
        if (takeFirst)
        {
            known = Avx512F.Min(a0, known);
            known1 = Avx512F.Min(b0, known1);
            known.Store(closest);
            known1.Store(closest + Rows);
        }
        Sum(a0, b0, known, known1, part);
        if (K.Value > 1) Sum(a1, b1, known, known1, part + 8);
        if (K.Value > 2) Sum(a2, b2, known, known1, part + 16);
        if (K.Value > 3) Sum(a3, b3, known, known1, part + 24);
        if (K.Value > 4) Sum(a4, b4, known, known1, part + 32);
        if (K.Value > 5) Sum(a5, b5, known, known1, part + 40);
        if (K.Value > 6) Sum(a6, b6, known, known1, part + 48);
        if (K.Value > 7) Sum(a7, b7, known, known1, part + 56);
    }

    [MethodImpl(Inline)]
    private static void Step(Vector512<float> x, Vector512<float> y, float centre, ref Vector512<float> a, ref Vector512<float> b)
    {
        Vector512<float> c = Vector512.Create(centre), s = x - c, t = y - c;
        a = Avx512F.FusedMultiplyAdd(s, s, a);
        b = Avx512F.FusedMultiplyAdd(t, t, b);
    }

    [MethodImpl(Inline)]
    private static void Sum(Vector512<float> a, Vector512<float> b, Vector512<float> known, Vector512<float> known1, float* part)
    {
        a = Avx512F.Min(a, known); // a NaN gives way
        b = Avx512F.Min(b, known1);
        (Vector256.Load(part) + a.GetLower() + a.GetUpper() + b.GetLower() + b.GetUpper()).Store(part);
    }
}
