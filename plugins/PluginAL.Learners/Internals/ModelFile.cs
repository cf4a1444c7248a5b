using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// A model as bytes, little-endian: a magic of eight letters, version (int32), payload length (int64), payload, and the CRC-32C of all
/// that (uint32).
/// </summary>
internal static class ModelFile
{
    private const int Version = 1;
    private const int HeaderLength = 20;

    private const int MagicLength = 8;

    public static void Write(Stream stream, string magic, MemoryStream payload)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Encoding.ASCII.GetBytes(magic, header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], payload.Length);
        var body = payload.GetBuffer().AsSpan(0, (int)payload.Length);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Checksum(header, body));
        stream.Write(header);
        stream.Write(body);
        stream.Write(checksum);
    }

    /// <summary>The payload of a model, and which of some magics it has.</summary>
    /// <exception cref="PluginALException">The bytes are not such a model, or were cut short or altered.</exception>
    public static (string Magic, byte[] Payload) Read(Stream stream, string learner, params ReadOnlySpan<string> magics)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        var first = header[..Math.Min(read, MagicLength)];
        var magic = Encoding.Latin1.GetString(first);
        if (!magics.Contains(magic))
        {
            var found = read == 0 ? "nothing" : "the bytes " + Convert.ToHexString(first);
            throw Refuse(learner, $"{found} where a model begins with {Convert.ToHexString(Encoding.ASCII.GetBytes(magics[0]))}");
        }

        if (read < HeaderLength)
        {
            throw Refuse(learner, $"the end after {read} bytes");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw Refuse(learner, $"format version {version}; this program reads version {Version}");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        if (length < 0 || length > Array.MaxLength)
        {
            throw Refuse(learner, $"a length of {length} bytes");
        }

        // Grows with what is there, not with what the header claims.
        var body = new byte[(int)Math.Min(length, 1 << 20)];
        var have = 0;
        while (have < length)
        {
            if (have == body.Length)
            {
                Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
            }

            var got = stream.Read(body.AsSpan(have));
            if (got == 0)
            {
                throw Refuse(learner, $"the end after {HeaderLength + have} bytes of {HeaderLength + length + 4}");
            }

            have += got;
        }

        Span<byte> checksum = stackalloc byte[4];
        if (stream.ReadAtLeast(checksum, 4, throwOnEndOfStream: false) < 4)
        {
            throw Refuse(learner, $"the end before the checksum, which follows byte {HeaderLength + length}");
        }

        var (stored, actual) = (BinaryPrimitives.ReadUInt32LittleEndian(checksum), Checksum(header, body));
        if (stored != actual)
        {
            throw Refuse(learner, $"checksum {stored:X8} for bytes whose checksum is {actual:X8}: the model was altered");
        }

        return (magic, body);
    }

    public static int[] ReadAscending(BinaryReader reader, int count, int limit, string learner)
    {
        var values = ReadValues(reader, count);
        var last = -1;
        foreach (var value in values)
        {
            if (value <= last || value >= limit)
            {
                throw Refuse(learner, $"number {value} after {last} in an ascending list below {limit}");
            }

            last = value;
        }

        return values;
    }

    public static int[] ReadValues(BinaryReader reader, long count)
    {
        if (count < 0 || count * sizeof(int) > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new EndOfStreamException();
        }

        var values = new int[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(values, values);
        }

        return values;
    }

    public static float[] ReadFloats(BinaryReader reader, long count) => MemoryMarshal.Cast<int, float>(ReadValues(reader, count)).ToArray();

    public static void WriteValues(BinaryWriter writer, ReadOnlySpan<int> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            writer.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    public static void WriteFloats(BinaryWriter writer, ReadOnlySpan<float> values) => WriteValues(writer, MemoryMarshal.Cast<float, int>(values));

    /// <summary>Refuses a payload that goes on behind what was read.</summary>
    public static void RefuseRest(BinaryReader reader, string learner)
    {
        var rest = reader.BaseStream.Length - reader.BaseStream.Position;
        if (rest != 0)
        {
            throw Refuse(learner, $"{rest} bytes too many");
        }
    }

    public static PluginALException Refuse(string learner, string found, Exception? inner = null) =>
        PluginALException.Input($"The stream is not a model of '{learner}': found {found}. Give a file that this learner saved.", inner);

    private static uint Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) => ~Append(Append(~0u, header), body);

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
