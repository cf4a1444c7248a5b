using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Features in float16, bfloat16 and int8 with a scale: adopted where they are and widened as they are read.</summary>
public class ShortFeaturesTests
{
    private const int Width = 5;
    private static readonly PoolBuildOptions BFloat16 = new() { FeatureEncoding = "bfloat16" };

    private static string Write<T>(TempDirectory temp, string name, int width, params T[] values)
        where T : unmanaged
    {
        using var writer = width == 0 ? NpyWriter<T>.Create(temp[name]) : NpyWriter<T>.Create(temp[name], width);
        writer.Write(values);
        writer.Complete();
        return temp[name];
    }

    private static float[] Floats(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * Width).Select(_ => (random.NextSingle() * 8) - 4)];
    }

    private static Half[] Halves(int rows, int seed = 1) => [.. Floats(rows, seed).Select(value => (Half)value)];

    private static ushort[] Uppers(int rows) => [.. Floats(rows, 2).Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))];

    private static sbyte[] Bytes(int rows) => [.. Floats(rows, 3).Select(value => (sbyte)(value * 30))];

    /// <summary>Reads all rows through blocks of many sizes.</summary>
    private static float[] Read(Pool pool)
    {
        var features = pool.Features!;
        var values = new List<float>();
        for (long row = 0, most = 1; row < features.RowCount; most = (most * 3 % 1000) + 1)
        {
            var block = features.Block(row, (int)most);
            Assert.Equal((FeatureLayout.Dense, Width), (block.Layout, block.Width));
            values.AddRange(block.Values);
            row += block.Count;
        }

        return [.. values];
    }

    private static void AssertIs(TempDirectory temp, float[] expected, string dtype, string encoding, int bytes, bool adopted)
    {
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(expected, Read(pool));
        Assert.Equal(bytes, pool.FeatureBytes);
        var info = pool.GetInfo();
        Assert.Equal(("dense", Width, (long)expected.Length), (info.Layout, info.Width, info.StoredValues));
        Assert.Equal((dtype, encoding), (info.Columns[0].Dtype, info.Columns[0].Encoding));
        Assert.All(info.Segments, segment => Assert.Equal(adopted, segment.AdoptedFeatures is not null));
        Assert.Equal(!adopted, File.Exists(temp["p.pool/00000/features.npy"]));
        Assert.Empty(pool.Verify().Problems);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Float16_is_kept_as_it_is_and_widened_exactly(bool copy)
    {
        using var temp = new TempDirectory();
        var (first, second) = (Halves(20_000), Halves(300, 9));
        var options = new PoolBuildOptions { CopyFeatures = copy };
        temp.Create(Write(temp, "x.npy", Width, first), options);
        temp.Append(Write(temp, "y.npy", Width, second), options);
        AssertIs(temp, [.. first.Concat(second).Select(value => (float)value)], "<f2", "dense", 2, !copy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bfloat16_needs_its_encoding_said_and_keeps_it_in_the_manifest(bool copy)
    {
        using var temp = new TempDirectory();
        var values = Uppers(20_000);
        var path = Write(temp, "x.npy", Width, values);
        Assert.Contains("give --encoding bfloat16", temp.Fails(() => temp.Create(path, new PoolBuildOptions()), ErrorKind.Usage));
        temp.Create(path, BFloat16 with { CopyFeatures = copy });
        AssertIs(temp, [.. values.Select(value => BitConverter.UInt32BitsToSingle((uint)value << 16))], "<u2", "bfloat16", 2, !copy);
    }

    [Fact]
    public void Int8_goes_with_one_scale_for_each_segment()
    {
        using var temp = new TempDirectory();
        var values = Bytes(20_000);
        var path = Write(temp, "x.npy", Width, values);
        Assert.Contains("give --scale S.npy", temp.Fails(() => temp.Create(path, new PoolBuildOptions()), ErrorKind.Usage));
        temp.Create(path, new PoolBuildOptions { ScalePath = Write(temp, "s.npy", 0, 0.125f) });
        temp.Append(path, new PoolBuildOptions { ScalePath = Write(temp, "t.npy", 0, 0.25f) });
        AssertIs(temp, [.. values.Select(value => value * 0.125f), .. values.Select(value => value * 0.25f)], "|i1", "scaled", 1, true);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["features", "scale"], pool.GetInfo().Columns.Select(column => column.Role));
        Assert.Equal([1L], pool.GetInfo().Columns[1].Shape);
    }

    [Fact]
    public void Int8_goes_with_a_scale_for_each_row_over_all_files()
    {
        using var temp = new TempDirectory();
        var (first, second) = (Bytes(700), Bytes(300));
        float[] scales = [.. Enumerable.Range(1, 1000).Select(i => 1f / i)];
        PoolSource[] sources = [PoolSource.FromFile(Write(temp, "x.npy", Width, first)), PoolSource.FromFile(Write(temp, "y.npy", Width, second))];
        PoolBuilder.Create(temp.Pool, sources, new PoolBuildOptions { ScalePath = Write(temp, "s.npy", 0, scales) });

        // One number for all rows of another segment is a number for each.
        temp.Append(temp["y.npy"], new PoolBuildOptions { ScalePath = Write(temp, "t.npy", 0, 2f) });
        AssertIs(
            temp, [.. first.Concat(second).Select((value, i) => value * scales[i / Width]), .. second.Select(value => value * 2f)], "|i1", "scaled", 1, true);
    }

    [Fact]
    public void Short_features_go_with_records()
    {
        using var temp = new TempDirectory();
        var records = temp.Write("a.jsonl", "{\"id\": 1, \"label\": \"x\"}\n{\"id\": 2, \"label\": \"y\"}\n");
        var values = Bytes(2);
        temp.Create(records, TempDirectory.Options with { FeaturesPath = Write(temp, "x.npy", Width, values), ScalePath = Write(temp, "s.npy", 0, 3f, 4f) });
        AssertIs(temp, [.. values.Select((value, i) => value * (3f + (i / Width)))], "|i1", "scaled", 1, true);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(("2", 1), (pool.Id(1), pool.ClassAt(1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_that_are_not_finite_are_counted_with_their_first_row(bool copy)
    {
        using var temp = new TempDirectory();
        var halves = Halves(300_000);
        (halves[800_001], halves[1_200_000]) = (Half.NaN, Half.NegativeInfinity);
        var result = temp.Create(Write(temp, "x.npy", Width, halves), new PoolBuildOptions { CopyFeatures = copy });
        Assert.Equal((2, 160_000), (result.NonFiniteValues, result.FirstNonFiniteRow));
        var uppers = Uppers(100);
        uppers[77] = 0x7f80;
        result = PoolBuilder.Create(temp["q.pool"], [PoolSource.FromFile(Write(temp, "u.npy", Width, uppers))], BFloat16 with { CopyFeatures = copy });
        Assert.Equal((1, 15), (result.NonFiniteValues, result.FirstNonFiniteRow));
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        using var temp = new TempDirectory();
        var half = Write(temp, "h.npy", Width, Halves(3));
        var bytes = Write(temp, "b.npy", Width, Bytes(3));
        var scale = Write(temp, "s.npy", 0, 1f);
        Assert.Contains("leave it out", temp.Fails(() => temp.Create(half, BFloat16), ErrorKind.Usage));
        Assert.Contains("leave it out", temp.Fails(() => temp.Create(half, new PoolBuildOptions { ScalePath = scale }), ErrorKind.Usage));
        Assert.Contains("'float8'", temp.Fails(() => temp.Create(half, new PoolBuildOptions { FeatureEncoding = "float8" }), ErrorKind.Usage));
        Assert.Contains("give them with such features", temp.Fails(() => temp.Create(temp.Write("a.csv", "n,label\n1,x\n"), BFloat16), ErrorKind.Usage));
        Assert.Contains("for 3 rows of features", temp.Fails(() => temp.Create(bytes, new PoolBuildOptions { ScalePath = Write(temp, "t.npy", 0, 1f, 2f) })));
        Assert.Contains("scale NaN at position 1", temp.Fails(() => temp.Create(bytes, new PoolBuildOptions { ScalePath = Write(temp, "t.npy", 0, 1f, float.NaN, 2f) })));
        PoolSource[] mixed = [PoolSource.FromFile(half), PoolSource.FromFile(Write(temp, "f.npy", Width, Floats(3, 1)))];
        Assert.Contains("holds values of dtype '<f4' but", temp.Fails(() => PoolBuilder.Create(temp.Pool, mixed, new PoolBuildOptions())));
        temp.Create(half, new PoolBuildOptions());
        Assert.Contains("features (<f4, dense, 5)", temp.Fails(() => temp.Append(temp["f.npy"], new PoolBuildOptions())));
    }

    [Fact]
    public void An_altered_scale_is_found()
    {
        using var temp = new TempDirectory();
        temp.Create(Write(temp, "x.npy", Width, Bytes(30)), new PoolBuildOptions { ScalePath = Write(temp, "s.npy", 0, 0.5f), CopyFeatures = true });
        var path = temp["p.pool/00000/features.scale.npy"];
        var bytes = File.ReadAllBytes(path);
        bytes[^1] = 0x7f;
        bytes[^2] = 0x80;
        File.WriteAllBytes(path, bytes);
        using (var pool = Pool.Open(temp.Pool))
        {
            var problems = pool.Verify().Problems;
            Assert.Equal(2, problems.Count);
            Assert.Contains("CRC-32C", problems[0]);
            Assert.Contains("expected a finite number", problems[1]);
        }

        File.Delete(path);
        Assert.Contains("features.scale.npy", temp.Fails(() => Pool.Open(temp.Pool)));
    }

    [Fact]
    public void Several_threads_widen_at_once()
    {
        using var temp = new TempDirectory();
        var values = Halves(20_000);
        temp.Create(Write(temp, "x.npy", Width, values), new PoolBuildOptions());
        using var pool = Pool.Open(temp.Pool);
        Parallel.For(0, 4, _ => Assert.Equal(values.Select(value => (float)value), Read(pool)));
    }
}
