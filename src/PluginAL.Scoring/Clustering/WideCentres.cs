using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>What <see cref="CentrePanels{L}"/> does with one panel of sixteen centres or two, a panel in a 512-bit register: the same
/// distances.</summary>
internal static unsafe class WideCentres
{
    internal const int Lanes = 16;

    /// <summary>Floats of what is known of a row: for each lane the least squared distance, the next, and the panel of the least as the
    /// bits of its first centre.</summary>
    internal const int State = 3 * Lanes;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Takes the centres of one panel, or of two, into what is known of six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add<TColumns>(float** rows, float* panel, nint width, int first, float* states) where TColumns : struct, IColumns
    {
        float* x0 = rows[0], x1 = rows[1], x2 = rows[2], x3 = rows[3], x4 = rows[4], x5 = rows[5], panel1 = panel + Lanes * width;
        Vector512<float> a0 = default, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
        for (nint d = 0; d < width; d++)
        {
            Vector512<float> u = Vector512.Load(panel), v = TColumns.AreTwo ? Vector512.Load(panel1) : u, p, s;
            p = Vector512.Create(x0[d]);
            s = p - u;
            a0 = Avx512F.FusedMultiplyAdd(s, s, a0);
            if (TColumns.AreTwo) s = p - v;
            if (TColumns.AreTwo) b0 = Avx512F.FusedMultiplyAdd(s, s, b0);
            p = Vector512.Create(x1[d]);
            s = p - u;
            a1 = Avx512F.FusedMultiplyAdd(s, s, a1);
            if (TColumns.AreTwo) s = p - v;
            if (TColumns.AreTwo) b1 = Avx512F.FusedMultiplyAdd(s, s, b1);
            p = Vector512.Create(x2[d]);
            s = p - u;
            a2 = Avx512F.FusedMultiplyAdd(s, s, a2);
            if (TColumns.AreTwo) s = p - v;
            if (TColumns.AreTwo) b2 = Avx512F.FusedMultiplyAdd(s, s, b2);
            p = Vector512.Create(x3[d]);
            s = p - u;
            a3 = Avx512F.FusedMultiplyAdd(s, s, a3);
            if (TColumns.AreTwo) s = p - v;
            if (TColumns.AreTwo) b3 = Avx512F.FusedMultiplyAdd(s, s, b3);
            p = Vector512.Create(x4[d]);
            s = p - u;
            a4 = Avx512F.FusedMultiplyAdd(s, s, a4);
            if (TColumns.AreTwo) s = p - v;
            if (TColumns.AreTwo) b4 = Avx512F.FusedMultiplyAdd(s, s, b4);
            p = Vector512.Create(x5[d]);
            s = p - u;
            a5 = Avx512F.FusedMultiplyAdd(s, s, a5);
            if (TColumns.AreTwo) s = p - v;
            if (TColumns.AreTwo) b5 = Avx512F.FusedMultiplyAdd(s, s, b5);
            panel += Lanes;
            panel1 += Lanes;
        }
        Update<TColumns>(a0, b0, first, states);
        Update<TColumns>(a1, b1, first, states + State);
        Update<TColumns>(a2, b2, first, states + 2 * State);
        Update<TColumns>(a3, b3, first, states + 3 * State);
        Update<TColumns>(a4, b4, first, states + 4 * State);
        Update<TColumns>(a5, b5, first, states + 5 * State);
    }

    /// <summary>Joins the sixteen lanes of a row to eight; of equal distances the one to the lower centre is the least.</summary>
    internal static void Halve(float* state, float* best, float* next, int* panels)
    {
        Vector256<float> b0 = Vector256.Load(state), b1 = Vector256.Load(state + 8);
        Vector256<int> i0 = Vector256.Load((int*)state + 2 * Lanes), i1 = Vector256.Load((int*)state + 2 * Lanes + 8) + Vector256.Create(8);
        Vector256<float> upper = Vector256.LessThan(b1, b0) | (Vector256.Equals(b1, b0) & Vector256.LessThan(i1, i0).AsSingle());
        Vector256.ConditionalSelect(upper, b1, b0).Store(best);
        Vector256.ConditionalSelect(upper.AsInt32(), i1, i0).Store(panels);
        Avx.Min(Avx.Min(Vector256.Load(state + Lanes), Vector256.Load(state + Lanes + 8)), Vector256.ConditionalSelect(upper, b0, b1)).Store(next);
    }

    internal static void Clear(float* states, int count)
    {
        Vector512<float> infinity = Vector512.Create(float.PositiveInfinity);
        for (int r = 0; r < count; r++)
        {
            infinity.Store(states + r * State);
            infinity.Store(states + r * State + Lanes);
            Vector512<float>.Zero.Store(states + r * State + 2 * Lanes);
        }
    }

    [MethodImpl(Inline)]
    private static void Update<TColumns>(Vector512<float> a, Vector512<float> b, int first, float* state) where TColumns : struct, IColumns
    {
        Vector512<float> best = Vector512.Load(state), next = Vector512.Load(state + Lanes), panel = Vector512.Load(state + 2 * Lanes);
        Update(a, first, ref best, ref next, ref panel);
        if (TColumns.AreTwo) Update(b, first + Lanes, ref best, ref next, ref panel);
        best.Store(state);
        next.Store(state + Lanes);
        panel.Store(state + 2 * Lanes);
    }

    [MethodImpl(Inline)]
    private static void Update(Vector512<float> t, int first, ref Vector512<float> best, ref Vector512<float> next, ref Vector512<float> panel)
    {
        Vector512<float> less = Vector512.GreaterThan(best, t);
        next = Avx512F.Min(next, Vector512.ConditionalSelect(less, best, t));
        best = Vector512.ConditionalSelect(less, t, best);
        panel = Vector512.ConditionalSelect(less, Vector512.Create(first).AsSingle(), panel);
    }
}
