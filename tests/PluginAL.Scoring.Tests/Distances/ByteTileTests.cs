using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public unsafe class ByteTileTests
{
    private static readonly DistanceMetric[] Metrics =
        [DistanceMetric.SquaredEuclidean, DistanceMetric.Euclidean, DistanceMetric.Cosine, DistanceMetric.Dot];

    /// <summary>Values of many kinds: even, with a mean, skewed, with one great column, few that are not zero, tiny, large, mixed in size.</summary>
    private static float[] Values(int rows, int width, int kind, int seed)
    {
        Random random = new(seed * 31 + kind);
        float[] x = new float[rows * width];
        for (int i = 0; i < x.Length; i++)
        {
            float u = 2 * random.NextSingle() - 1;
            x[i] = kind switch
            {
                0 => u,
                1 => 1000 + u,
                2 => MathF.Pow(u, 15) * 50,
                3 => i % width == 3 ? 1e4f * u : u,
                4 => random.Next(10) == 0 ? u : 0,
                5 => 1e-18f * u,
                6 => 1e15f * u,
                _ => u * MathF.Pow(10, i / width % 24 - 12),
            };
        }
        return x;
    }

    /// <summary>A row whose distance is just what the worst neighbour's is must pass: then none is lost.</summary>
    [Avx512Fact(withBytes: true)]
    public void Scores_never_rule_out_what_could_be_a_neighbour()
    {
        const int Rows = 23, Queries = 20;
        int compared = 0;
        float* bars = stackalloc float[16], tile = stackalloc float[6 * 16];
        new Span<float>(bars, 16).Fill(float.NegativeInfinity);
        foreach (int width in (int[])[16, 17, 31, 32, 33, 48, 63, 100, 385])
        {
            for (int kind = 0; kind < 8; kind++)
            {
                float[] x = Values(Rows, width, kind, 1), q = Values(Queries, width, kind, 2);
                x.AsSpan(5 * width, width).Clear();
                q.AsSpan(7 * width, width).CopyTo(x.AsSpan(6 * width)); // its own nearest neighbour
                x[9 * width + 1] = float.NaN;
                x[11 * width + 2] = 3e37f;
                q[8 * width] = float.PositiveInfinity;
                foreach (DistanceMetric metric in Metrics)
                {
                    QueryPanels queries = new(q, Queries, width, metric);
                    if (!queries.Bytes.Prepare(queries.Packed, queries.Panels, width)) continue;
                    RowPanels panels = new(queries);
                    fixed (float* rows = x)
                    {
                        panels.PackBytes(queries, rows, Rows, 0);
                        Assert.Equal(1, panels.NonFiniteCount);
                        for (int p = 0; p < queries.Panels; p++)
                        {
                            for (int i = 0; i < Rows; i += 6)
                            {
                                nint groups = queries.Bytes.Groups;
                                ByteTile.Run(
                                    (byte*)panels.Packed + i * groups * 4, queries.Bytes.Values + p * groups * 64, groups, queries.Bytes.Starts + 16 * p,
                                    panels.Terms + 2 * i, bars, tile);
                                for (int cell = 0; cell < 96; cell++)
                                {
                                    int row = i + cell / 16, query = 16 * p + cell % 16;
                                    if (row == 9) Assert.Equal(float.NegativeInfinity, tile[cell]);
                                    if (row >= Rows || row == 9 || query >= Queries || query == 8) continue;
                                    double key = ExactDistance.Key(metric, queries.Query(query), rows + row * width, width, queries.Norm(query));
                                    Assert.True(tile[cell] > queries.TileBar(query, key), $"{metric}, D={width}, kind {kind}, row {row}, query {query}");
                                    compared++;
                                }
                            }
                        }
                    }
                }
            }
        }
        Assert.True(compared > 50_000);
    }

    [Avx512Fact(withBytes: true)]
    public void Scores_are_near_the_truth_where_values_are_even()
    {
        const int Width = 384;
        float[] x = Values(6, Width, 0, 1), q = Values(16, Width, 0, 2);
        QueryPanels queries = new(q, 16, Width, DistanceMetric.Dot);
        RowPanels panels = new(queries);
        Assert.True(queries.Bytes.Prepare(queries.Packed, 1, Width));
        float* bars = stackalloc float[16], tile = stackalloc float[6 * 16];
        new Span<float>(bars, 16).Fill(float.NegativeInfinity);
        fixed (float* rows = x)
        {
            panels.PackBytes(queries, rows, 6, 0);
            Assert.True(ByteTile.Run((byte*)panels.Packed, queries.Bytes.Values, queries.Bytes.Groups, queries.Bytes.Starts, panels.Terms, bars, tile));
            for (int cell = 0; cell < 96; cell++)
            {
                int row = cell / 16, query = cell % 16;
                double exact = ExactDistance.Dot(rows + row * Width, queries.Query(query), Width) / queries.Norm(query);
                double length = Math.Sqrt(ExactDistance.Dot(rows + row * Width, rows + row * Width, Width));
                Assert.InRange(tile[cell] - exact, 0, 0.02 * length);
            }
        }
        new Span<float>(bars, 16).Fill(float.PositiveInfinity);
        Assert.False(ByteTile.Run((byte*)panels.Packed, queries.Bytes.Values, queries.Bytes.Groups, queries.Bytes.Starts, panels.Terms, bars, tile));
    }

    [Fact]
    public void Bytes_come_in_after_a_while_and_pause_longer_each_time_they_disappoint()
    {
        BytePolicy policy = new();
        Assert.False(policy.Take(2));
        policy.Add(511, false);
        Assert.False(policy.Take(2));
        policy.Add(1, false);
        Assert.True(policy.Take(2));
        policy.Add(100, false);
        Assert.True(policy.Take(2));
        policy.Add(100, true);
        policy.Add(1023, false);
        Assert.False(policy.Take(2));
        policy.Add(1, false);
        Assert.True(policy.Take(2));
        policy.Add(100, true);
        policy.Add(2047, false);
        Assert.False(policy.Take(2));
        policy.Reset();
        Assert.False(policy.Take(1));
    }
}
