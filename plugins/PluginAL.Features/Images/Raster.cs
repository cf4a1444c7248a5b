namespace PluginAL.Features;

/// <summary>A decoded image: <paramref name="Samples"/> holds height × width × channels values in [0, 1], row after row from the top.</summary>
/// <param name="Width">Pixels in a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Samples">The values.</param>
internal sealed record Raster(int Width, int Height, int Channels, float[] Samples)
{
    /// <summary>Pixels of an image that is read, at most: a small file may say that it is huge.</summary>
    private const long Most = 1L << 26;

    /// <summary>An image of zeros.</summary>
    /// <exception cref="InvalidDataException">The size is none, or beyond what is read.</exception>
    public static Raster Create(long width, long height, int channels) =>
        width is > 0 and <= Most && height is > 0 and <= Most && width * height <= Most
            ? new Raster((int)width, (int)height, channels, new float[width * height * channels])
            : throw new InvalidDataException($"it says that it is {width} x {height} pixels; images of 1 to {Most} pixels are read");

    /// <summary>The same in grey (ITU-R BT.601 luma: 0.299 R + 0.587 G + 0.114 B) or in colour.</summary>
    public Raster WithChannels(int channels)
    {
        if (channels == Channels)
        {
            return this;
        }

        var samples = new float[Width * Height * channels];
        for (var i = 0; i < Width * Height; i++)
        {
            if (channels == 1)
            {
                samples[i] = (0.299f * Samples[3 * i]) + (0.587f * Samples[(3 * i) + 1]) + (0.114f * Samples[(3 * i) + 2]);
            }
            else
            {
                samples.AsSpan(3 * i, 3).Fill(Samples[i]);
            }
        }

        return new Raster(Width, Height, channels, samples);
    }

    /// <summary>The same at another size: each new pixel is the mean of the area that it covers.</summary>
    public Raster WithSize(int width, int height)
    {
        if (width == Width && height == Height)
        {
            return this;
        }

        var rows = Resample(Samples, Height, Width, width, Channels);
        return new Raster(width, height, Channels, Resample(rows, 1, Height, height, width * Channels));
    }

    /// <summary>Each of <paramref name="lines"/> lines of <paramref name="from"/> cells becomes one of <paramref name="to"/> cells; a cell is <paramref name="width"/> values.</summary>
    private static float[] Resample(float[] values, int lines, int from, int to, int width)
    {
        if (from == to)
        {
            return values;
        }

        var result = new float[lines * to * width];
        var scale = (double)from / to;
        for (var t = 0; t < to; t++)
        {
            var (start, end) = (t * scale, Math.Min(from, (t + 1) * scale));
            for (var f = (int)start; f < from && f < end; f++)
            {
                var share = (float)((Math.Min(end, f + 1) - Math.Max(start, f)) / scale);
                for (var line = 0; line < lines; line++)
                {
                    var source = values.AsSpan(((line * from) + f) * width, width);
                    var target = result.AsSpan(((line * to) + t) * width, width);
                    for (var i = 0; i < width; i++)
                    {
                        target[i] += share * source[i];
                    }
                }
            }
        }

        return result;
    }
}
