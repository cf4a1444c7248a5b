using System.Buffers.Binary;

namespace PluginAL.Features;

/// <summary>Reads Windows bitmaps without compression: 8 bits with a palette, 24 and 32 bits.</summary>
internal static class BmpReader
{
    private const int HeaderEnd = 54;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("BM"u8);

    public static Raster Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderEnd)
        {
            throw new InvalidDataException($"it ends at byte {bytes.Length}, within its header of {HeaderEnd}");
        }

        var (start, header) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]));
        var (width, height) = (BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]));
        var (bits, compression) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[30..]));
        if (header < 40 || bits is not (8 or 24 or 32) || compression != 0)
        {
            throw new InvalidDataException($"it is a BMP of {bits} bits with compression {compression}, and 8, 24 or 32 bits without are read: convert it to PNG");
        }

        // A negative height: the rows stand from the top.
        var image = Raster.Create(width, Math.Abs((long)height), 3);
        var stride = ((((long)width * bits) + 31) / 32) * 4;
        if (bytes.Length < start + (stride * image.Height))
        {
            throw new InvalidDataException($"it ends at byte {bytes.Length}, expected {image.Height} rows of {stride} bytes from byte {start} on");
        }

        var palette = HeaderEnd + (header - 40);
        for (var y = 0; y < image.Height; y++)
        {
            var line = bytes.Slice((int)(start + (stride * (height > 0 ? image.Height - 1 - y : y))), (int)stride);
            for (var x = 0; x < width; x++)
            {
                var at = bits == 8 ? palette + (4 * line[x]) : 0;
                if (at + 3 > bytes.Length)
                {
                    throw new InvalidDataException($"row {y} has the colour {line[x]}, which is not in its palette");
                }

                var colour = bits == 8 ? bytes.Slice((int)at, 3) : line.Slice(x * bits / 8, 3);
                for (var c = 0; c < 3; c++)
                {
                    image.Samples[(((y * width) + x) * 3) + c] = colour[2 - c] / 255f;
                }
            }
        }

        return image;
    }
}
