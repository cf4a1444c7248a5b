using System.Buffers.Binary;
using System.IO.Compression;

namespace PluginAL.Features;

/// <summary>
/// Reads PNG (W3C Portable Network Graphics, third edition): all colour types and bit depths, interlaced or not, transparency over black.
/// Every chunk's CRC-32 is checked. Gamma, colour profiles and animation do not count.
/// </summary>
internal static class PngReader
{
    private static readonly uint[] Crcs = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var crc = (uint)n;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    })];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static Raster Read(ReadOnlySpan<byte> bytes)
    {
        PngHeader? header = null;
        var (palette, transparency) = (Array.Empty<byte>(), Array.Empty<byte>());
        using var packed = new MemoryStream();
        var (at, last) = (Signature.Length, "");
        for (; last != "IEND"; at += 12 + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]))
        {
            var (type, data) = Chunk(bytes, at);
            if ((header is null) != (type == "IHDR"))
            {
                throw new InvalidDataException($"chunk {type} stands at byte {at}, expected {(header is null ? "IHDR there" : "IHDR once, at the start")}");
            }

            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Read(data);
                    break;
                case "PLTE" when data.Length is 0 or > 768 || data.Length % 3 != 0:
                    throw new InvalidDataException($"chunk PLTE at byte {at} has {data.Length} bytes, expected 3 for each of 1 to 256 colours");
                case "PLTE":
                    palette = data.ToArray();
                    break;
                case "tRNS":
                    transparency = data.ToArray();
                    break;
                case "IDAT" when packed.Length > 0 && last != "IDAT":
                    throw new InvalidDataException($"chunk IDAT at byte {at} follows {last}, expected all of them in a row");
                case "IDAT":
                    packed.Write(data);
                    break;
                case "IEND":
                    break;
                case var _ when char.IsAsciiLetterUpper(type[0]):
                    throw new InvalidDataException($"chunk {type} at byte {at} is not known, and its name says that it must be");
                default:
                    break;
            }

            last = type;
        }

        if (packed.Length == 0)
        {
            throw new InvalidDataException("it has no chunk IDAT, which holds the pixels");
        }

        packed.Position = 0;
        using var pixels = new ZLibStream(packed, CompressionMode.Decompress);
        return new PngPixels(header!, palette, transparency).Read(pixels);
    }

    private static (string Type, byte[] Data) Chunk(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes.Length - at < 12)
        {
            throw new InvalidDataException($"it ends at byte {bytes.Length}, expected another chunk at byte {at}");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        var type = System.Text.Encoding.Latin1.GetString(bytes.Slice(at + 4, 4));
        if (!type.All(char.IsAsciiLetter))
        {
            throw new InvalidDataException($"the chunk at byte {at} is named {Convert.ToHexString(bytes.Slice(at + 4, 4))}, expected four letters");
        }

        if (length > bytes.Length - at - 12)
        {
            throw new InvalidDataException($"chunk {type} at byte {at} says that it has {length} bytes, and the file ends at byte {bytes.Length}");
        }

        var crc = uint.MaxValue;
        foreach (var value in bytes.Slice(at + 4, 4 + (int)length))
        {
            crc = Crcs[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        var stored = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..]);
        return stored == ~crc
            ? (type, bytes.Slice(at + 8, (int)length).ToArray())
            : throw new InvalidDataException($"chunk {type} at byte {at} has the CRC-32 {stored:X8}, and its bytes give {~crc:X8}");
    }
}
