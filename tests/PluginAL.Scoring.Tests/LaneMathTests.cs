using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public unsafe class LaneMathTests
{
    private static readonly float[] Specials =
    [
        0f, -0f, 1f, -1f, float.NaN, BitConverter.Int32BitsToSingle(unchecked((int)0xFFC00001)), BitConverter.Int32BitsToSingle(0x7F8001FF),
        float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1.17549435e-38f,
        1e-40f, 87f, -87f, 88f, 89f, -87.5f, -88f, -104f, 1000f, -1000f, 0.70710677f, 0.7071068f, 1.4142135f, 1.4142137f, 0.99999994f, 1.0000001f,
    ];

    private static float[] Exp<L>(float[] x) where L : struct, ILaneGroups<L> => Map<L>(x, &LaneMath.Exp<L>);

    private static float[] Log<L>(float[] x) where L : struct, ILaneGroups<L> => Map<L>(x, &LaneMath.Log<L>);

    private static float[] Map<L>(float[] x, delegate*<L, L> f) where L : struct, ILaneGroups<L>
    {
        float[] padded = new float[(x.Length + 15) / 16 * 16], y = new float[padded.Length];
        x.CopyTo(padded, 0);
        fixed (float* p = padded, q = y)
            for (int i = 0; i < padded.Length; i += L.Count) L.Store(f(L.Load(p + i)), q + i);
        return y[..x.Length];
    }

    private static float[] Sweep(float low, float high, int count)
    {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) x[i] = (float)(low + (double)(high - low) * i / (count - 1));
        return x;
    }

    /// <summary>All exponents, mantissas in steps.</summary>
    private static float[] AllMagnitudes()
    {
        List<float> x = [];
        for (int bits = 0x00000100; bits < 0x7F800000; bits += 0x00003FF1) x.Add(BitConverter.Int32BitsToSingle(bits));
        return [.. x];
    }

    [Fact]
    public void Exp_is_within_two_units_in_the_last_place()
    {
        float[] x = Sweep(-87f, 88f, 200_003), y = Exp<LanesScalar>(x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++) worst = Math.Max(worst, Sample.Ulps(y[i], Math.Exp(x[i])));
        Assert.InRange(worst, 0, 1.5);
    }

    [Fact]
    public void Log_is_within_two_units_in_the_last_place()
    {
        float[] x = [.. AllMagnitudes(), .. Sweep(0.5f, 2f, 100_001)], y = Log<LanesScalar>(x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
            if (x[i] != 1) worst = Math.Max(worst, Sample.Ulps(y[i], Math.Log(x[i])));
        Assert.InRange(worst, 0, 2);
        Assert.Equal(0f, Log<LanesScalar>([1f])[0]);
    }

    [Fact]
    public void Exp_outside_its_range_is_clamped_and_passes_NaN_on()
    {
        float[] y = Exp<LanesScalar>([-87.001f, float.NegativeInfinity, 88.5f, float.PositiveInfinity, float.NaN, Specials[5], Specials[6], 0f]);
        Assert.Equal([0f, 0f], y[..2]);
        Assert.Equal(y[2], y[3]);
        Assert.InRange(y[2] / Math.Exp(88), 0.999999, 1.000001);
        Assert.All(y[4..7], v => Assert.True(float.IsNaN(v)));
        Assert.Equal(1f, y[7]);
    }

    [Fact]
    public void Log_outside_its_range_is_as_in_plain_arithmetic()
    {
        float[] y = Log<LanesScalar>([0f, -0f, -1f, float.NegativeInfinity, float.PositiveInfinity, float.NaN, Specials[6]]);
        Assert.Equal([float.NegativeInfinity, float.NegativeInfinity, float.NaN, float.NaN, float.PositiveInfinity, float.NaN, float.NaN], y);
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin()
    {
        float[] x = [.. Specials, .. Sweep(-110f, 100f, 60_001), .. AllMagnitudes()];
        float[] exp = Exp<LanesScalar>(x), log = Log<LanesScalar>(x);
        Sample.SameBitsOrNaN(exp, Exp<Lanes128>(x), "exp, vector128");
        Sample.SameBitsOrNaN(log, Log<Lanes128>(x), "log, vector128");
        if (!Lanes256.IsSupported) return;
        Sample.SameBitsOrNaN(exp, Exp<Lanes256>(x), "exp, avx2");
        Sample.SameBitsOrNaN(log, Log<Lanes256>(x), "log, avx2");
        if (!Lanes512.IsSupported) return;
        Sample.SameBitsOrNaN(exp, Exp<DoubleLanes>(x), "exp, avx512");
        Sample.SameBitsOrNaN(log, Log<DoubleLanes>(x), "log, avx512");
    }

    [Fact]
    public void Every_lane_operation_has_the_bits_of_the_scalar_twin_for_all_pairs_of_special_values()
    {
        float[] a = [.. Specials.SelectMany(x => Specials.Select(_ => x))], b = [.. Specials.SelectMany(_ => Specials)];
        float[] expected = Operations<LanesScalar>(a, b);
        Sample.SameBitsOrNaN(expected, Operations<Lanes128>(a, b), "vector128");
        if (Lanes256.IsSupported) Sample.SameBitsOrNaN(expected, Operations<Lanes256>(a, b), "avx2");
        if (Lanes512.IsSupported) Sample.SameBitsOrNaN(expected, Operations<DoubleLanes>(a, b), "avx512");
    }

    [Fact]
    public void Every_operation_across_lanes_has_the_bits_of_the_scalar_twin()
    {
        float[] expected = AcrossLanes<LanesScalar>(Specials);
        Sample.SameBitsOrNaN(expected, AcrossLanes<Lanes128>(Specials), "vector128");
        if (Lanes256.IsSupported) Sample.SameBitsOrNaN(expected, AcrossLanes<Lanes256>(Specials), "avx2");
    }

    [Fact]
    public void Two_groups_of_lanes_read_columns_and_pairs_as_one_group_does_twice()
    {
        if (!Lanes512.IsSupported) return;
        float[] x = [.. Enumerable.Range(0, 200).Select(i => (float)i)];
        Sample.SameBits([.. Columns<LanesScalar>(x)], [.. Columns<DoubleLanes>(x)], "avx512");
    }

    [Fact]
    public void Max_and_min_return_the_second_operand_unless_the_first_wins()
    {
        float[] a = [float.NaN, 1f, 0f, -0f, 2f], b = [1f, float.NaN, -0f, 0f, 1f];
        foreach (bool least in new[] { false, true })
        {
            float[] expected = least ? [1f, float.NaN, -0f, 0f, 1f] : [1f, float.NaN, -0f, 0f, 2f];
            Sample.SameBits(expected, Pairwise<LanesScalar>(a, b, least), "scalar");
            Sample.SameBits(expected, Pairwise<Lanes128>(a, b, least), "vector128");
            if (Lanes256.IsSupported) Sample.SameBits(expected, Pairwise<Lanes256>(a, b, least), "avx2");
            if (Lanes512.IsSupported) Sample.SameBits(expected, Pairwise<DoubleLanes>(a, b, least), "avx512");
        }
    }

    private static float[] Pairwise<L>(float[] a, float[] b, bool least) where L : struct, ILaneGroups<L>
    {
        float[] x = new float[16], y = new float[16], z = new float[16];
        a.CopyTo(x, 0);
        b.CopyTo(y, 0);
        fixed (float* p = x, q = y, r = z) L.Store(least ? L.Min(L.Load(p), L.Load(q)) : L.Max(L.Load(p), L.Load(q)), r);
        return z[..a.Length];
    }

    /// <summary>The results of each operation for all pairs, operation after operation.</summary>
    private static float[] Operations<L>(float[] a, float[] b) where L : struct, ILaneGroups<L>
    {
        List<List<float>> all = [];
        float[] z = new float[16];
        fixed (float* p = a, q = b, r = z)
        {
            for (int i = 0; i < (a.Length & ~15); i += L.Count)
            {
                L u = L.Load(p + i), v = L.Load(q + i);
                L[] results =
                [
                    L.Add(u, v), L.Subtract(u, v), L.Multiply(u, v), L.Divide(u, v), L.MultiplyAdd(u, v, u), L.NegatedMultiplyAdd(u, v, v),
                    L.MultiplyAdd(u, v, 0.3f), L.Max(u, v), L.Min(u, v), L.And(L.Equal(u, v), v), L.And(L.GreaterThan(u, v), u),
                    L.And(L.LessOrEqual(u, v), u), L.Select(L.GreaterThan(u, L.Zero), u, v), L.Or(u, v), L.And(L.ConvertBits(u), L.ConvertBits(v)),
                    L.ConvertBits(L.ShiftRightBits(u, 23)), L.ConvertBits(L.ShiftLeftBits(v, 4)), L.ConvertBits(L.AddBits(u, -77)),
                    L.ConvertBits(L.SubtractBits(u, v)), L.AndBits(u, 0x7fffffff), L.Broadcast(0.1f), L.Zero,
                    L.Permute(L.Of(1, 2, 3, 4, 5, 6, 7, 8), v),
                ];
                while (all.Count <= results.Length) all.Add([]);
                for (int k = 0; k < results.Length; k++)
                {
                    L.Store(results[k], r);
                    all[k].AddRange(z[..L.Count]);
                }
                for (int k = 0; k < L.Count; k++) all[^1].Add(L.SignBits(u) >> k & 1);
            }
        }
        return [.. all.SelectMany(x => x)];
    }

    /// <summary>Four columns of 16 rows, then 16 pairs.</summary>
    private static IEnumerable<float> Columns<L>(float[] x) where L : struct, ILaneGroups<L>
    {
        float[] z = new float[6 * 16];
        fixed (float* p = x, r = z)
        {
            for (int i = 0; i < 16; i += L.Count)
            {
                L.LoadColumns(p + i * 11, 11, out L c0, out L c1, out L c2, out L c3);
                L.LoadPairs(p + 2 * i, out L even, out L odd);
                L[] columns = [c0, c1, c2, c3, even, odd];
                for (int c = 0; c < columns.Length; c++) L.Store(columns[c], r + c * 16 + i);
            }
        }
        return z;
    }

    private static float[] AcrossLanes<L>(float[] a) where L : struct, ILanes<L>
    {
        List<float> all = [];
        float[] x = new float[64], z = new float[64];
        fixed (float* p = a)
            for (int i = 0; i + 8 <= a.Length; i++) all.Add(L.Sum(L.Load(p + i)));
        for (int i = 0; i < 64; i++) x[i] = i + 1;
        fixed (float* p = x, r = z)
        {
            L.LoadColumns(p, 5, out L c0, out L c1, out L c2, out L c3);
            L.StoreColumns(r, 7, c3, c2, c1, c0);
            all.AddRange(z);
            L.LoadPairs(p, out c0, out c1);
            L.StorePairs(r, c1, c0);
            all.AddRange(z);
            all.Add(L.Greatest(c0));
            all.Add(L.Sum(c1));
        }
        return [.. all];
    }
}
