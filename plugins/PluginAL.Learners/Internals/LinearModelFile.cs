using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// A linear model as bytes, little-endian: the magic "PALINEAR", version (int32), payload length (int64), payload, and the CRC-32C of all
/// that (uint32). Payload: learner (length byte, ASCII), layout (byte), D, C, K (int32), K classes, for sparse features the number of
/// weighted columns, their numbers (int32) and K weights of all others (float32), then the weights row by row and the intercepts (float32).
/// </summary>
internal static class LinearModelFile
{
    private const int Version = 1;
    private const int HeaderLength = 20;

    private static ReadOnlySpan<byte> Magic => "PALINEAR"u8;

    public static void Write(LinearClassifier model, Stream stream)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write(model.Learner);
            writer.Write((byte)model.Layout);
            writer.Write(model.Width);
            writer.Write(model.ClassCount);
            writer.Write(model.PresentClasses.Length);
            WriteValues(writer, model.PresentClasses);
            if (model.Layout == FeatureLayout.Sparse)
            {
                writer.Write(model.WeightedColumns.Length);
                WriteValues(writer, model.WeightedColumns);
                WriteValues(writer, MemoryMarshal.Cast<float, int>(model.OtherWeights));
            }

            WriteValues(writer, MemoryMarshal.Cast<float, int>(model.Weights));
            WriteValues(writer, MemoryMarshal.Cast<float, int>(model.Intercepts));
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], payload.Length);
        var body = payload.GetBuffer().AsSpan(0, (int)payload.Length);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Checksum(header, body));
        stream.Write(header);
        stream.Write(body);
        stream.Write(checksum);
    }

    public static LinearClassifier Read(Stream stream, string learner)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (!header[..Math.Min(read, 8)].SequenceEqual(Magic))
        {
            var found = read == 0 ? "nothing" : "the bytes " + Convert.ToHexString(header[..Math.Min(read, 8)]);
            throw Refuse(learner, $"{found} where a model begins with {Convert.ToHexString(Magic)}");
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

        return Parse(body, learner);
    }

    private static LinearClassifier Parse(byte[] body, string learner)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(body), Encoding.ASCII);
            var name = reader.ReadString();
            if (name != learner)
            {
                throw Refuse(learner, $"a model of '{name}'; load it with that learner");
            }

            var layout = (FeatureLayout)reader.ReadByte();
            var (width, classCount, k) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            if (!Enum.IsDefined(layout) || width < 1 || k < 1 || k > classCount)
            {
                throw Refuse(learner, $"layout {(int)layout}, {width} columns and {k} of {classCount} classes, which is no model");
            }

            var present = ReadAscending(reader, k, classCount, learner);
            var columns = layout == FeatureLayout.Sparse ? ReadAscending(reader, reader.ReadInt32(), width, learner) : [];
            var others = ReadValues(reader, layout == FeatureLayout.Sparse ? k : 0);
            var weights = ReadValues(reader, (layout == FeatureLayout.Sparse ? (long)columns.Length : width) * k);
            var intercepts = ReadValues(reader, k);
            if (reader.BaseStream.Position != body.Length)
            {
                throw Refuse(learner, $"{body.Length - reader.BaseStream.Position} bytes too many");
            }

            return new LinearClassifier(
                name, layout, width, classCount, present, columns, ToFloats(weights), ToFloats(intercepts),
                layout == FeatureLayout.Sparse ? ToFloats(others) : null);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw Refuse(learner, "fewer bytes than it says it has", e);
        }
    }

    private static int[] ReadAscending(BinaryReader reader, int count, int limit, string learner)
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

    private static int[] ReadValues(BinaryReader reader, long count)
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

    private static float[] ToFloats(int[] bits) => MemoryMarshal.Cast<int, float>(bits).ToArray();

    private static void WriteValues(BinaryWriter writer, ReadOnlySpan<int> values)
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

    private static PluginALException Refuse(string learner, string found, Exception? inner = null) =>
        PluginALException.Input($"The stream is not a model of '{learner}': found {found}. Give a file that this learner saved.", inner);
}
