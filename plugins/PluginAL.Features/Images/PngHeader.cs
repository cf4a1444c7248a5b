using System.Buffers.Binary;

namespace PluginAL.Features;

/// <summary>What chunk IHDR says.</summary>
internal sealed record PngHeader(uint Width, uint Height, int Depth, int ColourType, bool IsInterlaced)
{
    public const int Grey = 0;
    public const int Colour = 2;
    public const int Palette = 3;
    public const int GreyAlpha = 4;
    public const int ColourAlpha = 6;

    /// <summary>Samples of a pixel as they are stored.</summary>
    public int Samples => ColourType switch
    {
        Colour => 3,
        GreyAlpha => 2,
        ColourAlpha => 4,
        _ => 1,
    };

    /// <summary>The largest value of a sample.</summary>
    public int Largest => (1 << Depth) - 1;

    public static PngHeader Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
        {
            throw new InvalidDataException($"chunk IHDR has {data.Length} bytes, expected 13");
        }

        var (depth, type) = (data[8], data[9]);
        var depths = type switch
        {
            Grey => [1, 2, 4, 8, 16],
            Palette => [1, 2, 4, 8],
            Colour or GreyAlpha or ColourAlpha => [8, 16],
            _ => (ReadOnlySpan<byte>)[],
        };
        if (!depths.Contains(depth))
        {
            throw new InvalidDataException($"chunk IHDR says colour type {type} with {depth} bits, which PNG does not have");
        }

        return data[10] == 0 && data[11] == 0 && data[12] < 2
            ? new PngHeader(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]), depth, type, data[12] == 1)
            : throw new InvalidDataException($"chunk IHDR says compression {data[10]}, filter {data[11]} and interlace {data[12]}, which PNG does not have");
    }
}
