using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>NPY features: adopted by reference, copied, beside records, with labels.</summary>
public class NpyIngestTests
{
    [Fact]
    public void A_float32_file_is_adopted_where_it_is_and_never_written()
    {
        using var temp = new TempDirectory();
        var path = Features(temp, "x.npy", 3, 2);
        var before = File.ReadAllBytes(path);
        var result = temp.Create(path, new PoolBuildOptions());
        Assert.Contains("adopted where they are", result.Description);
        Assert.False(File.Exists(temp["p.pool/00000/features.npy"]));
        using (var pool = Pool.Open(temp.Pool))
        {
            Assert.False(pool.HasLabels || pool.HasRecords || pool.HasIds || pool.HasPipeline);
            Assert.Null(pool.Id(0));
            Assert.Equal([2f, 3f], pool.Features!.Block(1, 1).Values.ToArray());
            Assert.Empty(pool.Verify().Problems);
            Assert.Equal(Path.GetFullPath(path), pool.GetInfo().Segments[0].AdoptedFeatures);
        }

        Assert.Equal(before, File.ReadAllBytes(path));
        temp.Append(Features(temp, "y.npy", 2, 2), new PoolBuildOptions { CopyFeatures = true });
        using (var pool = Pool.Open(temp.Pool))
        {
            Assert.Equal(5, pool.RowCount);
            Assert.Equal([0f, 1, 2, 3], pool.Features!.Block(3, 9).Values.ToArray());
        }
    }

    [Fact]
    public void An_adopted_file_may_move_with_the_pool_but_not_change()
    {
        using var temp = new TempDirectory();
        Directory.CreateDirectory(temp["one"]);
        var path = Features(temp, "one/x.npy", 3, 2);
        PoolBuilder.Create(temp["one/p.pool"], [PoolSource.FromFile(path)]);
        Directory.Move(temp["one"], temp["two"]);
        var moved = temp["two/x.npy"];
        Pool.Open(temp["two/p.pool"]).Dispose();

        // A copy has another time of change; its content decides.
        File.SetLastWriteTimeUtc(moved, DateTime.UtcNow.AddHours(1));
        Pool.Open(temp["two/p.pool"]).Dispose();
        var bytes = File.ReadAllBytes(moved);
        bytes[^1] ^= 1;
        File.WriteAllBytes(moved, bytes);
        Assert.Contains("was altered at or after byte 0", temp.Fails(() => Pool.Open(temp["two/p.pool"])));
        File.WriteAllBytes(moved, bytes[..^1]);
        Assert.Contains($"has {bytes.Length - 1} bytes, but had {bytes.Length}", temp.Fails(() => Pool.Open(temp["two/p.pool"])));
        File.Delete(moved);
        Assert.Contains("x.npy is missing: the pool refers to it", temp.Fails(() => Pool.Open(temp["two/p.pool"])));
    }

    [Fact]
    public void Features_at_an_odd_byte_are_copied()
    {
        using var temp = new TempDirectory();
        const string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} ";
        byte[] data = [.. new float[] { 1, 2, float.NaN, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)];
        foreach (var padding in new[] { "", " ", "  ", "   " })
        {
            var bytes = NpyTests.Bytes(header + padding, data, 1);
            var result = PoolBuilder.Create(temp[$"p{padding.Length}.pool"], [PoolSource.FromFile(temp.Write($"x{padding.Length}.npy", bytes))]);
            Assert.Equal((1, 0), (result.NonFiniteValues, result.FirstNonFiniteRow));
            Assert.Equal((bytes.Length - 24) % 4 == 0 ? 0 : 1, result.Notices.Count);
            using var pool = Pool.Open(temp[$"p{padding.Length}.pool"]);
            Assert.Equal([4f, 5, 6], pool.Features!.Block(1, 1).Values.ToArray());
        }
    }

    [Fact]
    public void Features_go_with_records_of_as_many_rows()
    {
        using var temp = new TempDirectory();
        var records = temp.Write("a.jsonl", "{\"id\": 1, \"label\": \"x\"}\n{\"id\": 2, \"label\": \"y\"}\n");
        var path = Features(temp, "x.npy", 2, 3);
        var result = temp.Create(records, TempDirectory.Options with { FeaturesPath = path });
        Assert.Equal($"id: id; label: label; features: {path}", result.Description);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(("1", 0, 3), (pool.Id(0), pool.ClassAt(0), pool.Features!.Width));
        Assert.False(pool.HasPipeline);

        var longer = Features(temp, "y.npy", 3, 3);
        Assert.Contains("has 3 rows, but there are 2 records", temp.Fails(
            () => PoolBuilder.Create(temp["q.pool"], [PoolSource.FromFile(records)], new PoolBuildOptions { FeaturesPath = longer })));
        Assert.Contains("expected the same", temp.Fails(() => temp.Append(records)));
        Assert.Contains("expected the same", temp.Fails(() => temp.Append(records, new PoolBuildOptions { FeaturesPath = Features(temp, "z.npy", 2, 4) })));
        temp.Append(records, new PoolBuildOptions { FeaturesPath = path });
    }

    [Fact]
    public void Features_that_cannot_be_are_refused()
    {
        using var temp = new TempDirectory();
        Refused("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}", 24, "has shape (6,), expected (n, D)", "reshape");
        Refused("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 6)}", 0, "at least one row and one column", "(0, 6)");
        Refused("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3)}", 24, "dtype '<i4', expected '<f4'", "astype");
        Refused("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", 23, "cut short", "copy or write it again");

        var path = Features(temp, "x.npy", 2, 3);
        var other = Features(temp, "y.npy", 2, 4);
        Assert.Contains("has 4 columns but", temp.Fails(() => PoolBuilder.Create(temp.Pool, [PoolSource.FromFile(path), PoolSource.FromFile(other)])));
        using var stream = File.OpenRead(path);
        Assert.Contains("is an NPY file, expected records", temp.Fails(() => PoolBuilder.Create(temp.Pool, [PoolSource.FromStream(stream, "standard input")])));
        temp.Create(path, new PoolBuildOptions());
        Assert.Contains("has no records: append NPY files", temp.Fails(() => temp.Append(temp.Write("a.csv", "n,label\n1,x\n"))));

        void Refused(string header, int bytes, params string[] expected)
        {
            var message = temp.Fails(() => temp.Create(temp.Write("bad.npy", NpyTests.Bytes(header, new byte[bytes], 1)), new PoolBuildOptions()));
            Assert.All([.. expected, "bad.npy"], part => Assert.Contains(part, message));
        }
    }

    [Fact]
    public void Labels_are_numbers_of_as_many_rows()
    {
        using var temp = new TempDirectory();
        var sources = new[] { PoolSource.FromFile(Features(temp, "x.npy", 2, 3)), PoolSource.FromFile(Features(temp, "y.npy", 1, 3)) };
        PoolBuilder.Create(temp.Pool, sources, new PoolBuildOptions { LabelsPath = Labels(5, 3, 5), Classes = ["5"] });
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["5", "3"], pool.Classes);
        var classes = new int[3];
        pool.CopyClasses(0, classes);
        Assert.Equal([0, 1, 0], classes);
        Assert.Equal(2, pool.GetInfo().Segments.Count);
        Assert.Equal([new PoolClassInfo("5", 2), new PoolClassInfo("3", 1)], pool.GetInfo().Classes);
        Assert.Contains("has 2 rows, fewer", temp.Fails(() => PoolBuilder.Create(temp["q.pool"], sources, new PoolBuildOptions { LabelsPath = Labels(1, 2) })));
        Assert.Contains("has more than the 3 rows", temp.Fails(() => PoolBuilder.Create(temp["q.pool"], sources, new PoolBuildOptions { LabelsPath = Labels(1, 2, 3, 4) })));

        string Labels(params long[] values)
        {
            using var writer = NpyWriter<long>.Create(temp["labels.npy"]);
            writer.Write(values);
            writer.Complete();
            return temp["labels.npy"];
        }
    }

    [Fact]
    public void Non_finite_values_are_counted_with_their_first_row()
    {
        using var temp = new TempDirectory();
        using (var writer = NpyWriter<float>.Create(temp["x.npy"], 3))
        {
            var values = new float[3 * 500_000];
            (values[300_001], values[900_000], values[900_002]) = (float.NaN, float.NegativeInfinity, float.PositiveInfinity);
            writer.Write(values);
            writer.Complete();
        }

        foreach (var copy in new[] { false, true })
        {
            var result = PoolBuilder.Create(temp[$"{copy}.pool"], [PoolSource.FromFile(temp["x.npy"])], new PoolBuildOptions { CopyFeatures = copy });
            Assert.Equal((3, 100_000), (result.NonFiniteValues, result.FirstNonFiniteRow));
        }
    }

    private static string Features(TempDirectory temp, string name, int rows, int width)
    {
        using var writer = NpyWriter<float>.Create(temp[name], width);
        writer.Write([.. Enumerable.Range(0, rows * width).Select(i => (float)i)]);
        writer.Complete();
        return temp[name];
    }
}
