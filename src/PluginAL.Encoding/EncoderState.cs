using System.Buffers.Binary;
using PluginAL.Abstractions;

namespace PluginAL.Encoding;

/// <summary>
/// The form in which a fitted encoder is saved, little endian throughout: the eight bytes <c>PALSTATE</c>, the kind (length and UTF-16
/// units), a version, the length of what follows as 64 bits, that content, and XXH64 of everything before. Several may follow one
/// another in a stream.
/// </summary>
public static class EncoderState
{
    private const int MaxKindLength = 256;
    private const int Chunk = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "PALSTATE"u8;

    /// <summary>Saves an encoder.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <param name="kind">What is saved, such as a featuriser's name; at most 256 characters.</param>
    /// <param name="version">The version of the content's form.</param>
    /// <param name="write">Writes the content.</param>
    public static void Save(Stream stream, string kind, int version, Action<BinaryWriter> write)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind.Length, MaxKindLength, nameof(kind));
        ArgumentNullException.ThrowIfNull(write);
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        WriteText(writer, kind);
        writer.Write(version);
        var lengthAt = memory.Position;
        writer.Write(0L);
        write(writer);
        writer.Flush();
        var length = memory.Position - lengthAt - sizeof(long);
        memory.Position = lengthAt;
        writer.Write(length);
        writer.Flush();
        memory.Position = memory.Length;
        writer.Write(TextHash.Compute(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        writer.Flush();
        stream.Write(memory.GetBuffer(), 0, (int)memory.Length);
    }

    /// <summary>Loads what <see cref="Save"/> wrote, reading exactly its bytes.</summary>
    /// <typeparam name="T">The encoder.</typeparam>
    /// <param name="stream">The stream, at the first byte; not closed.</param>
    /// <param name="kind">What must have been saved.</param>
    /// <param name="version">The latest version of the content's form that is known.</param>
    /// <param name="read">Reads the content, all of it; its second argument is the version, in [1, <paramref name="version"/>].</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="PluginALException">The bytes are foreign, cut short, altered, or of a later version.</exception>
    public static T Load<T>(Stream stream, string kind, int version, Func<BinaryReader, int, T> read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(read);
        using var memory = new MemoryStream();
        var magic = Take(stream, memory, Magic.Length, kind);
        if (!magic.SequenceEqual(Magic))
        {
            throw PluginALException.Input(
                $"A saved '{kind}' was expected, but the bytes begin with {Convert.ToHexString(magic)}, not with PALSTATE; "
                + "give the file that PluginAL wrote.");
        }

        var kindLength = BinaryPrimitives.ReadInt32LittleEndian(Take(stream, memory, sizeof(int), kind));
        if (kindLength is < 1 or > MaxKindLength)
        {
            throw PluginALException.Input(
                $"A saved '{kind}' was expected, but its kind has length {kindLength}; the file was altered: fit it again.");
        }

        var found = string.Create(kindLength, Take(stream, memory, 2 * kindLength, kind), static (text, bytes) => Decode(bytes, text));
        var foundVersion = BinaryPrimitives.ReadInt32LittleEndian(Take(stream, memory, sizeof(int), kind));
        var length = BinaryPrimitives.ReadInt64LittleEndian(Take(stream, memory, sizeof(long), kind));
        if (length is < 0 or > int.MaxValue / 2)
        {
            throw PluginALException.Input(
                $"A saved '{kind}' was expected, but its content has length {length}; the file was altered: fit it again.");
        }

        var start = (int)memory.Length;
        for (var left = (int)length; left > 0; left -= Chunk)
        {
            Take(stream, memory, Math.Min(left, Chunk), kind);
        }

        var end = (int)memory.Length;
        var stored = BinaryPrimitives.ReadUInt64LittleEndian(Take(stream, memory, sizeof(ulong), kind));
        var computed = TextHash.Compute(memory.GetBuffer().AsSpan(0, end));
        if (stored != computed)
        {
            throw PluginALException.Input(
                $"A saved '{kind}' was expected, but its checksum is {stored:X16}, that of its bytes {computed:X16}: they were altered; "
                + "fit it again.");
        }

        if (found != kind)
        {
            throw PluginALException.Input($"The file holds a saved '{found}', not a '{kind}'; give the file that belongs to '{kind}'.");
        }

        if (foundVersion < 1 || foundVersion > version)
        {
            throw PluginALException.Input(
                $"The saved '{kind}' has version {foundVersion}, and versions 1 to {version} are known; update PluginAL, "
                + "or fit it again.");
        }

        using var reader = new BinaryReader(new MemoryStream(memory.GetBuffer(), start, end - start, writable: false));
        T result;
        try
        {
            result = read(reader, foundVersion);
        }
        catch (Exception e) when (e is IOException or ArgumentException or OverflowException
            or PluginALException { Kind: not ErrorKind.Input })
        {
            throw PluginALException.Input($"The content of a saved '{kind}' is wrong: {e.Message} Fit it again.", e);
        }

        return reader.BaseStream.Position == end - start
            ? result
            : throw PluginALException.Input(
                $"A saved '{kind}' has {end - start - reader.BaseStream.Position} bytes too many; fit it again.");
    }

    /// <summary>Writes text as its length and its UTF-16 units, so that any string comes back as it was.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="text">The text.</param>
    public static void WriteText(BinaryWriter writer, string text)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(text);
        writer.Write(text.Length);
        foreach (var c in text)
        {
            writer.Write((ushort)c);
        }
    }

    /// <summary>Reads what <see cref="WriteText"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The text.</returns>
    /// <exception cref="PluginALException">There is less than its length says.</exception>
    public static string ReadText(BinaryReader reader)
    {
        var length = ReadCount(reader, sizeof(char));
        return string.Create(length, reader.ReadBytes(sizeof(char) * length), static (text, bytes) => Decode(bytes, text));
    }

    /// <summary>Reads a 32-bit number of elements and checks that so many can follow, before anybody makes room for them.</summary>
    /// <param name="reader">Where from; its stream must know its length.</param>
    /// <param name="elementBytes">The least bytes that an element takes.</param>
    /// <returns>The number.</returns>
    /// <exception cref="PluginALException">It is negative, or more than can follow.</exception>
    public static int ReadCount(BinaryReader reader, int elementBytes)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var count = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && (long)count * elementBytes <= left
            ? count
            : throw PluginALException.Input(
                $"A saved encoder announces {count} elements of {elementBytes} bytes where {left} bytes are left; it was altered: "
                + "fit it again.");
    }

    private static void Decode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        }
    }

    // The next bytes, which are also kept for the checksum.
    private static ReadOnlySpan<byte> Take(Stream stream, MemoryStream memory, int count, string kind)
    {
        var start = (int)memory.Length;
        memory.SetLength(start + count);
        var destination = memory.GetBuffer().AsSpan(start, count);
        var got = stream.ReadAtLeast(destination, count, throwOnEndOfStream: false);
        return got == count
            ? destination
            : throw PluginALException.Input(
                $"A saved '{kind}' ends after {start + got} bytes, in the middle; the file was cut short: copy it again, "
                + "or fit it again.");
    }
}
