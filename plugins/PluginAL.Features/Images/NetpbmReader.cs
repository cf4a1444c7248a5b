using System.Buffers.Binary;

namespace PluginAL.Features;

/// <summary>Reads PGM and PPM, as text (P2, P3) or in bytes (P5, P6), of any depth; the first image where a file has several.</summary>
internal static class NetpbmReader
{
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes is [(byte)'P', (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6', ..];

    public static Raster Read(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        var (width, height, largest) = (Number(bytes, ref at), Number(bytes, ref at), Number(bytes, ref at));
        if (largest is < 1 or > 65535)
        {
            throw new InvalidDataException($"its largest value is {largest}, expected 1 to 65535");
        }

        var image = Raster.Create(width, height, bytes[1] is (byte)'3' or (byte)'6' ? 3 : 1);
        var (isText, size) = (bytes[1] is (byte)'2' or (byte)'3', largest < 256 ? 1 : 2);
        at++;
        if (!isText && bytes.Length - at < (long)image.Samples.Length * size)
        {
            throw new InvalidDataException($"it ends at byte {bytes.Length}, expected {image.Samples.Length} values of {size} from byte {at} on");
        }

        for (var i = 0; i < image.Samples.Length; i++)
        {
            var value = isText ? Number(bytes, ref at) : size == 1 ? bytes[at + i] : BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + (2 * i))..]);
            image.Samples[i] = value <= largest ? (float)value / largest
                : throw new InvalidDataException($"value {i} is {value}, and it says that the largest is {largest}");
        }

        return image;
    }

    /// <summary>The next number, after white space and comments.</summary>
    private static int Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && (bytes[at] == (byte)'#' || char.IsWhiteSpace((char)bytes[at])))
        {
            if (bytes[at] == (byte)'#')
            {
                var end = bytes[at..].IndexOf((byte)'\n');
                at = end < 0 ? bytes.Length : at + end;
            }
            else
            {
                at++;
            }
        }

        var (start, value) = (at, 0L);
        for (; at < bytes.Length && char.IsAsciiDigit((char)bytes[at]) && value < int.MaxValue; at++)
        {
            value = (10 * value) + bytes[at] - '0';
        }

        return at > start && value <= int.MaxValue ? (int)value : throw new InvalidDataException($"there is no number at byte {start}, where one was expected");
    }
}
