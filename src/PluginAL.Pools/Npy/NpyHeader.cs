using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The header of an NPY file: element type, order, shape, and where the data begin.</summary>
internal sealed record NpyHeader(string Type, bool FortranOrder, long[] Shape, long DataOffset)
{
    /// <summary>Room for the header of every column that is written, so that the row count can be patched in: a multiple of 64.</summary>
    public const int WrittenSize = 192;

    private const int LongestHeader = 1 << 20;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public long RowCount => Shape.Length == 0 ? 1 : Shape[0];

    /// <summary>Reads the header of a file.</summary>
    public static NpyHeader ReadFile(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096);
            return Read(stream, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PluginALException.Input($"{path} does not exist: give the path of an NPY file.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Input($"{path} cannot be opened for reading: {exception.Message} Check that it is a file and its permissions.", exception);
        }
    }

    /// <summary>Reads the header from the start of a stream.</summary>
    public static NpyHeader Read(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[12];
        var read = stream.ReadAtLeast(prefix[..10], 10, throwOnEndOfStream: false);
        if (read < 10 || !prefix.StartsWith(Magic))
        {
            throw PluginALException.Input(
                $"{path} is not an NPY file: its first bytes are {Hex(prefix[..Math.Min(read, 6)])}, expected 93 4E 55 4D 50 59; save the array with numpy.save.");
        }

        int major = prefix[6];
        if (major is not (1 or 2) || prefix[7] != 0)
        {
            throw PluginALException.Input(
                $"{path} has NPY version {major}.{prefix[7]} at byte 6; versions 1.0 and 2.0 are read: save a plain numeric array with numpy.save.");
        }

        long length = BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]);
        var start = 10;
        if (major == 2)
        {
            if (stream.ReadAtLeast(prefix[10..], 2, throwOnEndOfStream: false) < 2)
            {
                throw PluginALException.Input($"{path} ends at byte 10, within its header: the file was cut short; write it again.");
            }

            length = BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
            start = 12;
        }

        if (length > LongestHeader)
        {
            throw PluginALException.Input($"{path} claims a header of {length} bytes at byte 8, expected at most {LongestHeader}: the file is damaged; write it again.");
        }

        var text = new byte[length];
        var found = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (found < text.Length)
        {
            throw PluginALException.Input(
                $"{path} ends at byte {start + found}, within its header, which ends at byte {start + length}: the file was cut short; write it again.");
        }

        return new NpyHeaderParser(Encoding.Latin1.GetString(text), path, start).Parse();
    }

    /// <summary>The header of a column that is written, of exactly <see cref="WrittenSize"/> bytes, version 1.0.</summary>
    public static byte[] Write(string type, ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("{'descr': '").Append(type).Append("', 'fortran_order': False, 'shape': (");
        for (var i = 0; i < shape.Length; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(shape[i].ToString(CultureInfo.InvariantCulture))
                .Append(i + 1 < shape.Length || shape.Length == 1 ? "," : "");
        }

        text.Append("), }");
        var header = new byte[WrittenSize];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), WrittenSize - 10);
        Encoding.ASCII.GetBytes(text.ToString(), header.AsSpan(10, WrittenSize - 11));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>The elements of one row: the product of the dimensions after the first.</summary>
    public long RowSize(string path)
    {
        Int128 size = 1;
        foreach (var dimension in Shape.AsSpan(Math.Min(1, Shape.Length)))
        {
            size *= dimension;
            if (size > int.MaxValue)
            {
                throw PluginALException.Input($"{path} has rows of more than {int.MaxValue} values (shape {ShapeText}); split it into narrower columns.");
            }
        }

        return (long)size;
    }

    public string ShapeText => $"({string.Join(", ", Shape)}{(Shape.Length == 1 ? "," : "")})";

    private static string Hex(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? "none" : string.Join(' ', bytes.ToArray().Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
}
