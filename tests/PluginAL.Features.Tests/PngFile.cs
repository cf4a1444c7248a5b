using System.Buffers.Binary;
using System.IO.Compression;

namespace PluginAL.Features.Tests;

/// <summary>Writes PNG files of any kind, for the tests of what reads them: an encoder that shares nothing with the decoder.</summary>
internal sealed record PngFile(int Width, int Height, int Depth, int ColourType, bool Interlaced = false)
{
    public static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    public int Channels => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] Palette { get; init; } = [];

    public byte[] Transparency { get; init; } = [];

    /// <summary>Bytes of the packed pixels in each chunk IDAT.</summary>
    public int ChunkSize { get; init; } = 17;

    /// <param name="samples">Height × width × channels.</param>
    public byte[] Write(int[] samples)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = ((byte)Depth, (byte)ColourType, (byte)(Interlaced ? 1 : 0));
        file.Write(Chunk("IHDR", header));
        file.Write(Chunk("tEXt", "Comment\0nothing"u8.ToArray()));
        if (Palette.Length > 0)
        {
            file.Write(Chunk("PLTE", Palette));
        }

        if (Transparency.Length > 0)
        {
            file.Write(Chunk("tRNS", Transparency));
        }

        foreach (var part in Pack(samples).Chunk(ChunkSize))
        {
            file.Write(Chunk("IDAT", part));
        }

        file.Write(Chunk("IEND", []));
        return file.ToArray();
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        var crc = uint.MaxValue;
        foreach (var value in body)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), ~crc);
        return chunk;
    }

    private byte[] Pack(int[] samples)
    {
        using var raw = new MemoryStream();
        if (Interlaced)
        {
            // The pattern of the specification, which says in which pass each pixel of an 8 x 8 block goes.
            string[] pattern = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];
            for (var pass = '1'; pass <= '7'; pass++)
            {
                Lines(raw, [.. Enumerable.Range(0, Height)
                    .Select(y => Enumerable.Range(0, Width).Where(x => pattern[y % 8][x % 8] == pass).Select(x => (y * Width) + x).ToArray())
                    .Where(line => line.Length > 0)], samples);
            }
        }
        else
        {
            Lines(raw, [.. Enumerable.Range(0, Height).Select(y => Enumerable.Range(y * Width, Width).ToArray())], samples);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(raw.ToArray());
        }

        return packed.ToArray();
    }

    private void Lines(MemoryStream raw, int[][] lines, int[] samples)
    {
        var above = Array.Empty<byte>();
        foreach (var (number, pixels) in lines.Index())
        {
            var bits = string.Concat(pixels.SelectMany(pixel => samples[(pixel * Channels)..((pixel + 1) * Channels)]).Select(value => Convert.ToString(value, 2).PadLeft(Depth, '0')));
            byte[] line = [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight).PadRight(8, '0'), 2))];
            above = above.Length == 0 ? new byte[line.Length] : above;
            var (filter, step) = (number % 5, Math.Max(1, Channels * Depth / 8));
            raw.WriteByte((byte)filter);
            for (var i = 0; i < line.Length; i++)
            {
                var (a, b, c) = (i < step ? 0 : line[i - step], (int)above[i], i < step ? 0 : above[i - step]);
                var nearest = new[] { a, b, c }.MinBy(value => Math.Abs(a + b - c - value));
                raw.WriteByte((byte)(line[i] - new[] { 0, a, b, (a + b) / 2, nearest }[filter]));
            }

            above = line;
        }
    }
}
