namespace PluginAL.Strategies;

/// <summary>
/// In what unit rows are measured: 1, or a power of two for rows of extreme but finite size, whose squares float32 could not hold or would lose. Dividing by it
/// is exact, so what is chosen does not depend on the size of such rows.
/// </summary>
/// <remarks>
/// Rows are extreme where the typical one, the median of a sample by its greatest value, is beyond 2⁴⁰, or where none reaches 2⁻⁴⁰. So neither a few
/// rows of enormous size among others nor many rows of nearly nothing change how the others are measured. Of rows between, no bit is changed.
/// </remarks>
internal static class Unit
{
    private const float Large = 1L << 40;
    private const float Small = 1 / Large;
    private const int Sampled = 255;

    /// <summary>The unit of rows.</summary>
    /// <param name="vectors">n × <paramref name="width"/>.</param>
    /// <param name="width">D.</param>
    public static double Of(ReadOnlySpan<float> vectors, int width)
    {
        if (vectors.IsEmpty)
        {
            return 1;
        }

        var rows = vectors.Length / width;
        var sample = Math.Min(rows, Sampled);
        var sizes = new List<float>(sample);
        for (var i = 0; i < sample; i++)
        {
            var size = Size(vectors.Slice((int)((long)i * rows / sample) * width, width));
            if (size > 0)
            {
                sizes.Add(size);
            }
        }

        sizes.Sort();
        if (sizes.Count > 0 && sizes[sizes.Count / 2] is > Large and var typical)
        {
            return PowerOfTwo(typical);
        }

        if (sizes.Count > 0 && sizes[^1] >= Small)
        {
            return 1;
        }

        var greatest = 0f;
        for (var i = 0; i < rows && greatest < Small; i++)
        {
            greatest = Math.Max(greatest, Size(vectors.Slice(i * width, width)));
        }

        return greatest is > 0 and < Small ? PowerOfTwo(greatest) : 1;
    }

    /// <summary>Divides values by the unit.</summary>
    public static void Divide(Span<float> values, double unit)
    {
        if (unit == 1)
        {
            return;
        }

        var inverse = 1 / unit;
        foreach (ref var value in values)
        {
            value = (float)(value * inverse);
        }
    }

    /// <summary>The greatest magnitude in a row; 0 for a row that is not finite.</summary>
    private static float Size(ReadOnlySpan<float> row)
    {
        var size = 0f;
        foreach (var value in row)
        {
            // NaN stays NaN.
            size = Math.Max(size, Math.Abs(value));
        }

        return float.IsFinite(size) ? size : 0;
    }

    /// <summary>The greatest that is not above a value.</summary>
    private static double PowerOfTwo(float value) => Math.ScaleB(1, Math.ILogB(value));
}
