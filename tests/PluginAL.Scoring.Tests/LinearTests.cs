using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class LinearTests
{
    private static float[] Run<L>(ReadOnlySpan<float> x, int rows, int width, float[] w, float[] b, int classes) where L : struct, ILanes<L>
    {
        float[] z = new float[rows * classes];
        Linear.Run<L>(x, rows, width, w, b, classes, z);
        return z;
    }

    private static float[] RunSparse<L>(long[] offsets, int[] indices, float[] values, float[] w, int width, float[] b, int classes)
        where L : struct, ILanes<L>
    {
        float[] z = new float[(offsets.Length - 1) * classes];
        Linear.RunSparse<L>(offsets, indices, values, w, width, b, classes, z);
        return z;
    }

    /// <summary>The definition: a chain of fused multiply-adds from the bias on.</summary>
    private static float[] Chain(ReadOnlySpan<float> x, int rows, int width, float[] w, float[] b, int classes)
    {
        float[] z = new float[rows * classes];
        for (int i = 0; i < rows; i++)
        {
            for (int c = 0; c < classes; c++)
            {
                float sum = b[c];
                for (int d = 0; d < width; d++) sum = MathF.FusedMultiplyAdd(x[i * width + d], w[d * classes + c], sum);
                z[i * classes + c] = sum;
            }
        }
        return z;
    }

    private static void AssertDense(int rows, int width, int classes)
    {
        float[] x = Sample.Floats(rows * width, -1, 1), w = Sample.Floats(width * classes, -1, 1, 2), b = Sample.Floats(classes, -1, 1, 3);
        float[] expected = Chain(x, rows, width, w, b, classes);
        string what = $"{rows} x {width} x {classes}";
        Sample.SameBits(expected, Run<LanesScalar>(x, rows, width, w, b, classes), what + ", scalar");
        Sample.SameBits(expected, Run<Lanes128>(x, rows, width, w, b, classes), what + ", vector128");
        if (Lanes256.IsSupported) Sample.SameBits(expected, Run<Lanes256>(x, rows, width, w, b, classes), what + ", avx2");
    }

    [Fact]
    public void Dense_logits_are_the_defined_chain_on_every_path_for_every_number_of_rows()
    {
        foreach (int classes in (int[])[1, 2, 3, 5, 10, 12, 13, 16, 20, 33])
            for (int rows = 0; rows <= 128; rows += rows < 30 ? 1 : 7) AssertDense(rows, 9, classes);
    }

    [Fact]
    public void Dense_logits_are_the_defined_chain_on_every_path_for_every_number_of_classes()
    {
        for (int classes = 1; classes <= 128; classes++) AssertDense(11, 6, classes);
        for (int classes = 1; classes <= 128; classes++) AssertDense(45, 5, classes);
        AssertDense(15, 3, 1000);
    }

    [Fact]
    public void Dense_logits_are_the_defined_chain_on_every_path_for_every_width()
    {
        foreach (int classes in (int[])[3, 10, 21])
            for (int width = 1; width <= 40; width++) AssertDense(19, width, classes);
        AssertDense(33, 600, 21); // more than one depth of a panel
        AssertDense(260, 260, 17);
        AssertDense(25, 400, 77);
    }

    [Fact]
    public void Sparse_logits_equal_the_dense_ones_bit_by_bit()
    {
        Random random = new(4);
        for (int classes = 1; classes <= 80; classes++)
        {
            const int Rows = 9, Width = 23;
            float[] x = new float[Rows * Width], w = Sample.Floats(Width * classes, -1, 1), b = Sample.Floats(classes, -1, 1, 2);
            List<int> indices = [];
            List<float> values = [];
            List<long> offsets = [1_000_000_007]; // a block of a longer array
            for (int i = 0; i < Rows; i++)
            {
                for (int d = 0; d < Width; d++)
                {
                    if (i == 4 || random.Next(3) != 0) continue;
                    x[i * Width + d] = random.NextSingle() - 0.5f;
                    indices.Add(d);
                    values.Add(x[i * Width + d]);
                }
                offsets.Add(1_000_000_007 + indices.Count);
            }
            float[] expected = Chain(x, Rows, Width, w, b, classes);
            Sample.SameBits(expected, RunSparse<LanesScalar>([.. offsets], [.. indices], [.. values], w, Width, b, classes), $"C={classes}, scalar");
            Sample.SameBits(expected, RunSparse<Lanes128>([.. offsets], [.. indices], [.. values], w, Width, b, classes), $"C={classes}, vector128");
            if (Lanes256.IsSupported)
                Sample.SameBits(expected, RunSparse<Lanes256>([.. offsets], [.. indices], [.. values], w, Width, b, classes), $"C={classes}, avx2");
            float[] logits = new float[Rows * classes];
            Linear.LogitsSparse([.. offsets], [.. indices], [.. values], w, b, classes, logits);
            Sample.SameBits(expected, logits, $"C={classes}");
        }
    }

    [Fact]
    public void Logits_agree_with_float64()
    {
        const int Rows = 40, Width = 300, Classes = 10;
        float[] x = Sample.Floats(Rows * Width, -1, 1), w = Sample.Floats(Width * Classes, -1, 1, 2), b = new float[Classes], z = new float[Rows * Classes];
        Linear.Logits(x, Width, w, b, Classes, z);
        for (int i = 0; i < Rows; i++)
        {
            for (int c = 0; c < Classes; c++)
            {
                double sum = 0;
                for (int d = 0; d < Width; d++) sum += (double)x[i * Width + d] * w[d * Classes + c];
                Assert.InRange(z[i * Classes + c] - sum, -2e-5, 2e-5);
            }
        }
    }

    [Fact]
    public void NaN_in_a_row_spreads_over_its_logits_and_no_others()
    {
        foreach (int classes in (int[])[2, 10, 40])
        {
            float[] x = Sample.Floats(20 * 5, -1, 1), w = Sample.Floats(5 * classes, -1, 1), b = new float[classes], z = new float[20 * classes];
            x[13 * 5 + 2] = float.NaN;
            Linear.Logits(x, 5, w, b, classes, z);
            for (int i = 0; i < z.Length; i++) Assert.Equal(i / classes == 13, float.IsNaN(z[i]));
        }
    }

    [ProtectedMemoryFact]
    public void Nothing_is_touched_beyond_the_spans()
    {
        using ProtectedMemory x = new(2000), w = new(2000), b = new(100), z = new(2000), i = new(200), v = new(200);
        for (int classes = 1; classes <= 70; classes++)
        {
            foreach (int width in (int[])[1, 3, 4, 6])
            {
                foreach (int rows in (int[])[1, 7, 8, 13, 14])
                {
                    Linear.Logits(x.Floats(rows * width), width, w.Floats(width * classes), b.Floats(classes), classes, z.Floats(rows * classes));
                    Linear.Run<Lanes128>(x.Floats(rows * width), rows, width, w.Floats(width * classes), b.Floats(classes), classes, z.Floats(rows * classes));
                    long[] offsets = [.. Enumerable.Range(0, rows + 1).Select(k => (long)k * width)];
                    Span<int> indices = i.Ints(rows * width);
                    for (int k = 0; k < indices.Length; k++) indices[k] = k % width;
                    Linear.LogitsSparse(offsets, indices, v.Floats(rows * width), w.Floats(width * classes), b.Floats(classes), classes, z.Floats(rows * classes));
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = new float[100 * 6], z = new float[100 * 20], w = new float[6 * 20], b = new float[20];
        long[] offsets = [0, 3, 6];
        int[] indices = [0, 1, 2, 3, 4, 5];
        foreach (int classes in (int[])[2, 10, 20])
        {
            int n = classes;
            Assert.Equal(0, Sample.Allocations(() => Linear.Logits(x, 6, w.AsSpan(0, 6 * n), b.AsSpan(0, n), n, z.AsSpan(0, 100 * n))));
            Assert.Equal(0, Sample.Allocations(() =>
                Linear.LogitsSparse(offsets, indices, x.AsSpan(0, 6), w.AsSpan(0, 6 * n), b.AsSpan(0, n), n, z.AsSpan(0, 2 * n))));
        }
    }

    [Fact]
    public void An_index_outside_the_weights_is_refused_with_its_place()
    {
        string message = Assert.Throws<ArgumentException>(() =>
            Linear.LogitsSparse([10, 11, 13], [0, 1, 4], [1, 1, 1], new float[4 * 3], new float[3], 3, new float[6])).Message;
        Assert.Contains("Entry 12 (row 1 of the block) has index 4, expected 0 to 3", message);
        Assert.Throws<ArgumentException>(() => Linear.LogitsSparse([0, 1], [-1], [1], new float[12], new float[3], 3, new float[3]));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        float[] w = new float[12], b = new float[3];
        Assert.Throws<ArgumentException>(() => Linear.Logits(new float[7], 4, w, b, 3, new float[3]));
        Assert.Throws<ArgumentException>(() => Linear.Logits(new float[8], 4, new float[11], b, 3, new float[6]));
        Assert.Throws<ArgumentException>(() => Linear.Logits(new float[8], 4, w, new float[2], 3, new float[6]));
        Assert.Throws<ArgumentException>(() => Linear.Logits(new float[8], 4, w, b, 3, new float[5]));
        Assert.Throws<ArgumentException>(() => Linear.LogitsSparse([], [], [], w, b, 3, []));
        Assert.Throws<ArgumentException>(() => Linear.LogitsSparse([0, 2, 1], [0], [1], w, b, 3, new float[6]));
        Assert.Throws<ArgumentException>(() => Linear.LogitsSparse([0, 2], [0], [1], w, b, 3, new float[3]));
        Assert.Throws<ArgumentException>(() => Linear.LogitsSparse([0, 1], [0], [1, 2], w, b, 3, new float[3]));
        Linear.Logits([], 4, w, b, 3, []);
        Linear.LogitsSparse([5], [], [], w, b, 3, []);
    }
}
