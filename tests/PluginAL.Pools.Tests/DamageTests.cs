using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Every flipped byte is found by verify (or already by open), every changed length by open; the message names file and byte.</summary>
public class DamageTests
{
    [Fact]
    public void A_flipped_bit_anywhere_is_found()
    {
        using var temp = Pools(out var pools);
        var random = new Random(11);
        foreach (var pool in pools)
        {
            foreach (var file in Files(pool))
            {
                var bytes = File.ReadAllBytes(file);
                for (var i = 0; i < 24; i++)
                {
                    var at = i switch { 0 => 0, 1 => bytes.Length - 1, 2 => Math.Min(200, bytes.Length - 1), _ => random.Next(bytes.Length) };
                    var damaged = (byte[])bytes.Clone();
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    File.WriteAllBytes(file, damaged);
                    var found = Found(pool);
                    Assert.True(found.Count > 0, $"{file} with a flipped bit at {at} is taken for whole");
                    Assert.Contains(found, problem => problem.Contains(Path.GetFileName(file), StringComparison.Ordinal) && problem.Contains("byte", StringComparison.Ordinal));
                }

                File.WriteAllBytes(file, bytes);
                Assert.Empty(Found(pool));
            }
        }
    }

    [Fact]
    public void A_changed_length_is_found_by_open()
    {
        using var temp = Pools(out var pools);
        var random = new Random(12);
        foreach (var pool in pools)
        {
            foreach (var file in Files(pool))
            {
                var bytes = File.ReadAllBytes(file);
                foreach (var length in new[] { 0, 1, bytes.Length - 1, random.Next(bytes.Length), bytes.Length + 1 })
                {
                    var changed = bytes;
                    Array.Resize(ref changed, length);
                    File.WriteAllBytes(file, changed);
                    var message = temp.Fails(() => Pool.Open(pool));
                    Assert.Contains(Path.GetFileName(file), message);
                    Assert.Contains("create the pool again", message);
                }

                File.Delete(file);
                if (Path.GetFileName(file) != Manifest.FileName)
                {
                    Assert.Contains(Path.GetFileName(file), temp.Fails(() => Pool.Open(pool)));
                }

                File.WriteAllBytes(file, bytes);
            }
        }
    }

    [Fact]
    public void The_block_that_is_wrong_is_named()
    {
        using var temp = new TempDirectory();
        var path = temp["x.npy"];
        using (var writer = NpyWriter<float>.Create(path, 4))
        {
            writer.Write(new float[4 * 200_000]);
            writer.Complete();
        }

        temp.Create(path, new PoolBuildOptions { CopyFeatures = true });
        using (var file = File.OpenWrite(temp["p.pool/00000/features.npy"]))
        {
            file.Position = (2 << 20) + 17;
            file.WriteByte(1);
        }

        var problem = Assert.Single(Found(temp.Pool));
        Assert.Contains("features.npy is damaged at byte 2097152: the CRC-32C of the block from there to byte 3145728 is not the recorded one", problem);
    }

    [Fact]
    public void A_segment_of_another_pool_is_not_taken()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", "n,label\n1,x\n2,y\n"));
        PoolBuilder.Create(temp["q.pool"], [PoolSource.FromFile(temp.Write("b.csv", "n,label\n3,x\n4,y\n"))], TempDirectory.Options);
        Directory.Delete(temp["p.pool/00000"], recursive: true);
        Directory.Move(temp["q.pool/00000"], temp["p.pool/00000"]);
        Assert.Contains("belongs to another pool", temp.Fails(() => Pool.Open(temp.Pool)));
    }

    [Fact]
    public void What_no_checksum_says_is_checked_as_well()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"id\": \"one\", \"text\": \"a b c\", \"label\": \"x\"}\n{\"id\": \"two\", \"text\": \"d e\", \"label\": \"y\"}\n"));
        Damage<int>(temp, PoolNames.Labels, 1, 7, "row 1 has class 7, expected -1 to 1");
        Damage<ulong>(temp, PoolNames.RecordOffsets, 1, 1000, "follows 1000, expected ascending");
        Damage<ulong>(temp, PoolNames.IdOffsets, 1, 9, "follows 9, expected ascending");
        Damage<int>(temp, PoolNames.ColumnIndices, 1, 5000, "has column 5000", "below 1024");
        Damage<long>(temp, PoolNames.RowPointers, 1, 99, "row 0 would lie at entries 0 to 99");
    }

    [Fact]
    public void What_no_checksum_says_of_labels_and_tokens_is_checked_as_well()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"tokens\": [\"a\", \"bb\"], \"tags\": [\"x\", \"y\"]}\n{\"tokens\": [\"c\"], \"tags\": [\"y\"]}\n"), LearningTask.Sequence);
        Damage(temp, PoolNames.LabelValues, 2, 7, "row 1 has class 7, expected 0 to 1, or -1 alone");
        Damage(temp, PoolNames.LabelValues, 0, -1, "row 0 has class -1");
        Damage(temp, PoolNames.LabelOffsets, 1, 1L, "row 0 has 1 tags for 2 tokens");
        Damage(temp, PoolNames.LabelOffsets, 1, 9L, "offset 9 follows 0");
        Damage(temp, PoolNames.TokenColumns, 0, 99, "token 0 has column 99", "below 16");
        Damage(temp, PoolNames.TokenPointers, 1, 99L, "token 0 would lie at entries 0 to 99");

        using var numbers = new TempDirectory();
        numbers.Create(numbers.Write("a.jsonl", "{\"text\": \"a\", \"label\": 1}\n"), LearningTask.Regression);
        Damage(numbers, PoolNames.Labels, 0, double.PositiveInfinity, "row 0 has label Infinity, expected a finite number, or NaN");

        using var texts = new TempDirectory();
        texts.Create(texts.Write("a.jsonl", "{\"source\": \"a\", \"target\": \"b\"}\n"), LearningTask.Translation);
        Damage(texts, PoolNames.Labels, 0, (byte)3, "row 0 has mark 3, expected 1");
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(100_000L)]
    [InlineData(1L << 40)]
    [InlineData(long.MinValue)]
    public void A_row_pointer_that_leads_astray_is_refused_before_anything_is_read_through_it(long pointer)
    {
        using var temp = Pools(out var pools);
        var file = Path.Combine(pools[0], "00000", PoolNames.RowPointers);
        Overwrite(file, sizeof(long), BitConverter.GetBytes(pointer));
        using var pool = Pool.Open(pools[0]);
        var message = temp.Fails(() => pool.Features!.Block(0, 2));
        Assert.Contains(PoolNames.RowPointers, message, StringComparison.Ordinal);
        Assert.Contains("byte", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(77)]
    [InlineData(-2)]
    public void A_class_that_the_pool_does_not_have_is_refused_with_its_row(int label)
    {
        using var temp = Pools(out var pools);
        Overwrite(Path.Combine(pools[0], "00000", PoolNames.Labels), sizeof(int), BitConverter.GetBytes(label));
        using var pool = Pool.Open(pools[0]);
        Assert.Contains($"row 1 has class {label}, and the pool has 2", temp.Fails(() => pool.ClassAt(1)), StringComparison.Ordinal);
        Assert.Contains(PoolNames.Labels, temp.Fails(() => pool.CopyClasses(0, new int[2])), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_of_another_kind_are_not_appended()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"n\": 1, \"m\": 2, \"label\": \"x\"}\n"), TempDirectory.Options with { Fields = new FieldRequest { Numeric = ["n", "m"] } });
        var message = temp.Fails(() => temp.Append(temp.Write("b.jsonl", "{\"headline\": \"news\", \"label\": \"x\"}\n")));
        Assert.Contains("b.jsonl: no record has any of the fields to learn from (n, m)", message, StringComparison.Ordinal);
    }

    private static void Damage<T>(TempDirectory temp, string file, int index, T value, params string[] expected)
        where T : unmanaged
    {
        // The checksums are made anew, as a faulty program would.
        using var copy = new TempDirectory();
        var segment = Directory.CreateDirectory(copy["p.pool/00000"]).FullName;
        foreach (var name in Directory.GetFiles(temp["p.pool/00000"]))
        {
            File.Copy(name, Path.Combine(segment, Path.GetFileName(name)));
        }

        File.Copy(temp["p.pool/pipeline.bin"], copy["p.pool/pipeline.bin"]);
        var path = Path.Combine(segment, file);
        var bytes = File.ReadAllBytes(path);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(bytes.AsSpan(NpyHeader.WrittenSize))[index] = value;
        File.WriteAllBytes(path, bytes);
        File.Delete(Path.Combine(segment, ChecksumFile.FileName));
        var sums = Directory.GetFiles(segment).Select(name => new FileChecksum(
            Path.GetFileName(name), new FileInfo(name).Length, [.. File.ReadAllBytes(name).Chunk(BlockFile.BlockSize).Select(block => Crc32C.Of(block))]));
        var sha = ChecksumFile.Write(segment, [.. sums], Durability.Quiet);
        var manifest = ManifestFile.Read(temp.Pool);
        ManifestFile.WriteNext(copy.Pool, manifest with { Segments = [manifest.Segments[0] with { Checksums = sha }] }, Durability.Quiet);
        File.Move(Path.Combine(copy.Pool, ManifestFile.NextName), Path.Combine(copy.Pool, Manifest.FileName));
        using var pool = Pool.Open(copy.Pool);
        var problem = Assert.Single(pool.Verify().Problems);
        Assert.All([.. expected, file], part => Assert.Contains(part, problem));
    }

    private static void Overwrite(string file, int offset, byte[] value)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Position = NpyHeader.WrittenSize + offset;
        stream.Write(value);
    }

    private static TempDirectory Pools(out string[] pools)
    {
        var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"id\": 1, \"text\": \"a b\", \"label\": \"x\"}\n{\"id\": 2, \"text\": \"c\", \"label\": \"y\"}\n"));
        temp.Append(temp.Write("b.jsonl", "{\"id\": 3, \"text\": \"z\"}\n"));
        PoolBuilder.Create(temp["d.pool"], [PoolSource.FromFile(temp.Write("a.csv", "n,m,label\n1,2,x\n3,4,y\n"))], TempDirectory.Options);
        PoolBuilder.Create(
            temp["s.pool"], [PoolSource.FromFile(temp.Write("s.jsonl", "{\"tokens\": [\"a\", \"b\"], \"tags\": [\"x\", \"y\"]}\n"))],
            TempDirectory.Options with { Fields = new FieldRequest { Task = LearningTask.Sequence } });
        temp.Write("contexts.jsonl", "{\"id\": \"c\", \"text\": \"t\"}\n");
        PoolBuilder.Create(
            temp["q.pool"], [PoolSource.FromFile(temp.Write("q.jsonl", "{\"question\": \"q\", \"context_id\": \"c\", \"answers\": [\"t\"]}\n"))],
            TempDirectory.Options with { Fields = new FieldRequest { Task = LearningTask.QuestionAnswering } });
        pools = [temp.Pool, temp["d.pool"], temp["s.pool"], temp["q.pool"]];
        return temp;
    }

    private static IEnumerable<string> Files(string pool) =>
        Directory.EnumerateFiles(pool, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != PoolNames.Lock).Order();

    private static IReadOnlyList<string> Found(string path)
    {
        try
        {
            using var pool = Pool.Open(path);
            return pool.Verify().Problems;
        }
        catch (PluginALException error)
        {
            return [error.Message];
        }
    }
}
