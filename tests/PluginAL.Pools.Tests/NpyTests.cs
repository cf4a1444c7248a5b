using System.Buffers.Binary;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

public class NpyTests
{
    [Fact]
    public void A_column_is_npy_1_0_with_data_at_a_multiple_of_64_bytes()
    {
        using var temp = new TempDirectory();
        using (var writer = NpyWriter<float>.Create(temp["x.npy"], 2))
        {
            writer.Write([1, 2, 3, 4, 5, 6]);
            Assert.False(File.Exists(temp["x.npy"]));
            writer.Complete();
        }

        var bytes = File.ReadAllBytes(temp["x.npy"]);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        var dataOffset = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, dataOffset % 64);
        Assert.Equal((byte)'\n', bytes[dataOffset - 1]);
        var header = Encoding.ASCII.GetString(bytes, 10, dataOffset - 11);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", header.TrimEnd(' '));
        Assert.Equal(dataOffset + 24, bytes.Length);
        Assert.Equal(6f, BitConverter.ToSingle(bytes, bytes.Length - 4));
        Assert.Equal([temp["x.npy"]], Directory.GetFiles(temp.Path));
    }

    [Fact]
    public void A_writer_that_is_not_completed_leaves_what_was_there()
    {
        using var temp = new TempDirectory();
        temp.Write("x.npy", "old");
        using (var writer = NpyWriter<int>.Create(temp["x.npy"]))
        {
            writer.Write([1]);
        }

        Assert.Equal("old", File.ReadAllText(temp["x.npy"]));
        Assert.Single(Directory.GetFiles(temp.Path));
        using var halfRows = NpyWriter<int>.Create(temp["y.npy"], 2);
        halfRows.Write([1, 2, 3]);
        Assert.Throws<InvalidOperationException>(halfRows.Complete);
    }

    [Fact]
    public void Every_element_type_comes_back()
    {
        RoundTrip<float>([1.5f, float.NaN], "<f4");
        RoundTrip<double>([1.5, -2], "<f8");
        RoundTrip<int>([1, int.MinValue], "<i4");
        RoundTrip<long>([1, long.MinValue], "<i8");
        RoundTrip<ulong>([1, ulong.MaxValue], "<u8");
        RoundTrip<byte>([1, 255], "|u1");
        RoundTrip<ushort>([1, 65535], "<u2");

        static void RoundTrip<T>(T[] values, string type)
            where T : unmanaged
        {
            using var temp = new TempDirectory();
            using (var writer = NpyWriter<T>.Create(temp["x.npy"]))
            {
                writer.Write(values);
                writer.Complete();
            }

            Assert.Contains($"'{type}'", Encoding.Latin1.GetString(File.ReadAllBytes(temp["x.npy"]), 0, 64));
            using var column = NpyColumn<T>.Open(temp["x.npy"]);
            Assert.Equal(values, column.Rows(0, values.Length).ToArray());
            Assert.Equal(values[1], column[1]);
        }
    }

    [Fact]
    public void Columns_of_several_blocks_have_the_checksums_of_their_bytes()
    {
        using var temp = new TempDirectory();
        var random = new Random(7);
        foreach (var length in new[] { 0, 1, 262_095, 262_096, 262_097, 1_000_003 })
        {
            var path = temp[$"{length}.npy"];
            var values = new float[length];
            for (var i = 0; i < length; i++)
            {
                values[i] = random.NextSingle();
            }

            using var writer = NpyWriter<float>.InSegment(path);
            for (var i = 0; i < length; i += 1000)
            {
                writer.Write(values.AsSpan(i, Math.Min(1000, length - i)));
            }

            var sum = writer.Finish(Durability.Quiet);
            var bytes = File.ReadAllBytes(path);
            Assert.Equal(bytes.Length, sum.Length);
            Assert.Equal(bytes.Chunk(BlockFile.BlockSize).Select(block => Crc32C.Of(block)), sum.Blocks);
            using var column = NpyColumn<float>.Open(path);
            Assert.Equal(length, column.RowCount);
            Assert.Equal(values, column.Values(0, length).ToArray());
        }
    }

    [Fact]
    public void Crc_32C_is_the_published_one()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
    }

    [Theory]
    [InlineData("{\"shape\":(2,3),\"descr\":\"<f4\",\"fortran_order\":False}", 2, 3)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6L,), }\n", 6, 1)]
    [InlineData("{ 'fortran_order' : False ,\n 'shape' : ( 1 , 3 , 2 ) , 'descr' : '<f4' }   \n", 1, 6)]
    public void Headers_of_other_writers_are_read(string header, long rows, int width)
    {
        using var temp = new TempDirectory();
        foreach (var version in new byte[] { 1, 2 })
        {
            var path = temp.Write("x.npy", Bytes(header, new byte[24], version));
            using var column = NpyColumn<float>.Open(path);
            Assert.Equal((rows, width), (column.RowCount, column.Width));
            Assert.Equal(6, column.Rows(0, (int)rows).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => column.Rows(1, (int)rows).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => column.Rows(-1, 1).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => column.Values(long.MaxValue, 1).Length);
        }
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (6,)}", "'>f4'", "big endian", "astype('<f4')")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (6,)}", "'<f8'", "expected '<f4'", "astype")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}", "structured", "byte 20", "numpy.save")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3)}", "Fortran", "expected C order", "ascontiguousarray")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "single value", "()", "shape (n,)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (7,)}", "cut short", "byte 89", "needs")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (5,)}", "lengthened", "after byte", "write it again")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)}", "cannot be read", "byte 61", "dimension")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2147483647)}", "cut short", "needs", "copy")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2147483648)}", "2147483647", "narrower", "split")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "cannot be read", "'shape'", "write it again")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (6,)}", "cannot be read", "once", "byte 27")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)} x", "cannot be read", "'x'", "end")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (6,)}", "cannot be read", "True or False", "'0'")]
    [InlineData("{'descr", "cannot be read", "closing quote", "byte 11")]
    [InlineData("", "cannot be read", "its end", "'{'")]
    public void A_wrong_header_is_refused_with_place_and_remedy(string header, params string[] expected)
    {
        using var temp = new TempDirectory();
        var path = temp.Write("x.npy", Bytes(header, new byte[24], 1));
        var message = temp.Fails(() => NpyColumn<float>.Open(path));
        Assert.All([.. expected, path], part => Assert.Contains(part, message));
    }

    [Fact]
    public void A_file_that_is_no_npy_or_ends_in_its_header_is_refused()
    {
        using var temp = new TempDirectory();
        Assert.Contains("does not exist", temp.Fails(() => NpyColumn<float>.Open(temp["none.npy"])));
        Assert.Contains("first bytes are 68 69", temp.Fails(() => NpyColumn<float>.Open(temp.Write("a.npy", "hi"))));
        Assert.Contains("first bytes are none", temp.Fails(() => NpyColumn<float>.Open(temp.Write("b.npy", ""))));
        var whole = Bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}", new byte[24], 1);
        for (var length = 0; length < whole.Length; length++)
        {
            temp.Fails(() => NpyColumn<float>.Open(temp.Write("c.npy", whole[..length])));
        }

        whole[6] = 9;
        Assert.Contains("version 9.0 at byte 6", temp.Fails(() => NpyColumn<float>.Open(temp.Write("d.npy", whole))));
        byte[] huge = [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        Assert.Contains("header of 4294967295 bytes", temp.Fails(() => NpyColumn<float>.Open(temp.Write("e.npy", huge))));
    }

    [Fact]
    public void Any_bytes_for_a_header_are_read_or_refused_never_anything_else()
    {
        using var temp = new TempDirectory();
        var random = new Random(3);
        const string valid = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
        for (var i = 0; i < 500; i++)
        {
            var text = valid.ToCharArray();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                text[random.Next(text.Length)] = (char)(random.Next(2) == 0 ? random.Next(256) : "0123456789(){}[]',:TF"[random.Next(21)]);
            }

            var path = temp.Write("x.npy", Bytes(new string(text), new byte[24], 1));
            try
            {
                using var column = NpyColumn<float>.Open(path);
                Assert.Equal(6, column.Length);
            }
            catch (PluginALException error)
            {
                Assert.Equal(ErrorKind.Input, error.Kind);
            }
        }
    }

    [Fact]
    public void A_disposed_column_is_not_read()
    {
        using var temp = new TempDirectory();
        var column = NpyColumn<float>.Open(temp.Write("x.npy", Bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}", new byte[24], 1)));
        column.Dispose();
        column.Dispose();
        Assert.Throws<ObjectDisposedException>(() => column.Rows(0, 1).Length);
    }

    internal static byte[] Bytes(string header, byte[] data, byte version)
    {
        var text = Encoding.Latin1.GetBytes(header);
        byte[] length = version == 1
            ? [(byte)text.Length, (byte)(text.Length >> 8)]
            : [(byte)text.Length, (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
