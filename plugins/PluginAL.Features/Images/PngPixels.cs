using System.Buffers.Binary;

namespace PluginAL.Features;

/// <summary>Turns the unpacked bytes of a PNG into pixels: undoes the filters and the interlacing, reads samples of any depth.</summary>
internal sealed class PngPixels
{
    /// <summary>Adam7: first column and row, and the steps, of each pass.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _transparency;

    public PngPixels(PngHeader header, byte[] palette, byte[] transparency)
    {
        (_header, _palette, _transparency) = (header, palette, transparency);
        if (header.ColourType == PngHeader.Palette && palette.Length == 0)
        {
            throw new InvalidDataException("its pixels are numbers of colours, and it has no chunk PLTE");
        }

        // One sample for grey, three for colour; for a palette one byte for each of its first colours.
        var wanted = header.ColourType switch
        {
            PngHeader.Grey => 2,
            PngHeader.Colour => 6,
            _ => transparency.Length,
        };
        if (transparency.Length > 0 && transparency.Length != wanted)
        {
            throw new InvalidDataException($"chunk tRNS has {transparency.Length} bytes, expected {wanted} for its colour type {header.ColourType}");
        }
    }

    public Raster Read(Stream bytes)
    {
        var image = Raster.Create(_header.Width, _header.Height, _header.ColourType is PngHeader.Grey or PngHeader.GreyAlpha ? 1 : 3);
        foreach (var (x, y, stepX, stepY) in _header.IsInterlaced ? Passes : [(0, 0, 1, 1)])
        {
            var (width, height) = ((image.Width - x + stepX - 1) / stepX, (image.Height - y + stepY - 1) / stepY);
            if (width > 0 && height > 0)
            {
                ReadPass(bytes, image, width, height, (x, y, stepX, stepY));
            }
        }

        return image;
    }

    private void ReadPass(Stream bytes, Raster image, int width, int height, (int X, int Y, int StepX, int StepY) pass)
    {
        var bits = _header.Samples * _header.Depth;
        var line = new byte[1 + (int)((((long)width * bits) + 7) / 8)];
        var above = new byte[line.Length];
        Span<int> samples = stackalloc int[4];
        for (var row = 0; row < height; row++)
        {
            var y = pass.Y + (row * pass.StepY);
            Fill(bytes, line, y);
            Unfilter(line, above, Math.Max(1, bits / 8), y);
            for (var column = 0; column < width; column++)
            {
                for (var s = 0; s < _header.Samples; s++)
                {
                    samples[s] = Sample(line.AsSpan(1), (column * _header.Samples) + s);
                }

                Put(samples, image.Samples.AsSpan(((y * image.Width) + pass.X + (column * pass.StepX)) * image.Channels, image.Channels), y);
            }

            (line, above) = (above, line);
        }
    }

    private static void Fill(Stream bytes, byte[] line, int y)
    {
        int read;
        try
        {
            read = bytes.ReadAtLeast(line, line.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"its chunks IDAT hold no zlib data for row {y}", e);
        }

        if (read < line.Length)
        {
            throw new InvalidDataException($"its chunks IDAT end in row {y} of the image");
        }
    }

    private static void Unfilter(byte[] line, byte[] above, int step, int y)
    {
        var filter = line[0];
        if (filter > 4)
        {
            throw new InvalidDataException($"row {y} has the filter {filter}, expected 0 to 4");
        }

        for (var i = 1; filter > 0 && i < line.Length; i++)
        {
            var (left, up, corner) = i > step ? (line[i - step], above[i], above[i - step]) : ((byte)0, above[i], (byte)0);
            line[i] += filter switch
            {
                1 => left,
                2 => up,
                3 => (byte)((left + up) / 2),
                _ => Paeth(left, up, corner),
            };
        }
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return (byte)(a <= b && a <= c ? left : b <= c ? up : corner);
    }

    private int Sample(ReadOnlySpan<byte> line, int index) => _header.Depth switch
    {
        8 => line[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(line[(2 * index)..]),
        var depth => (line[index * depth / 8] >> (8 - depth - (index * depth % 8))) & _header.Largest,
    };

    private void Put(ReadOnlySpan<int> samples, Span<float> pixel, int y)
    {
        var largest = (float)_header.Largest;
        if (_header.ColourType == PngHeader.Palette)
        {
            if (3 * samples[0] >= _palette.Length)
            {
                throw new InvalidDataException($"row {y} has the colour {samples[0]}, and chunk PLTE has {_palette.Length / 3}");
            }

            var alpha = samples[0] < _transparency.Length ? _transparency[samples[0]] / 255f : 1;
            for (var c = 0; c < 3; c++)
            {
                pixel[c] = alpha * _palette[(3 * samples[0]) + c] / 255f;
            }

            return;
        }

        var opacity = _header.ColourType is PngHeader.GreyAlpha or PngHeader.ColourAlpha ? samples[pixel.Length] / largest : IsTransparent(samples, pixel.Length) ? 0 : 1;
        for (var c = 0; c < pixel.Length; c++)
        {
            pixel[c] = opacity * samples[c] / largest;
        }
    }

    private bool IsTransparent(ReadOnlySpan<int> samples, int channels)
    {
        for (var c = 0; c < channels && _transparency.Length > 0; c++)
        {
            if (samples[c] != BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(2 * c)))
            {
                return false;
            }
        }

        return _transparency.Length > 0;
    }
}
