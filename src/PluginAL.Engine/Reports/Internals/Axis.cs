using System.Globalization;

namespace PluginAL.Engine.Reports.Internals;

/// <summary>An axis with ticks at round numbers (1, 2 or 5 times a power of ten).</summary>
internal sealed class Axis
{
    private readonly int _digits;

    private Axis(double low, double high, double step, double pixelLow, double pixelHigh)
    {
        (Low, High, Step, PixelLow, PixelHigh) = (low, high, step, pixelLow, pixelHigh);
        _digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 10);
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    public double PixelLow { get; }

    public double PixelHigh { get; }

    public IEnumerable<(double Value, string Text)> Ticks
    {
        get
        {
            var first = Math.Ceiling((Low / Step) - 1e-9);
            for (var i = 0; i < 50 && (first + i) * Step <= High + (1e-9 * Step); i++)
            {
                var value = (first + i) * Step;
                yield return (value, Words.Fixed(value, _digits));
            }
        }
    }

    /// <summary>Covers a range of values, widened to whole halves of a tick where asked.</summary>
    public static Axis Over(double low, double high, double pixelLow, double pixelHigh, int ticks, bool whole, double smallestStep = 0)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high)) (low, high) = (0, 1);
        if (!(high > low)) (low, high) = (low - Math.Max(Math.Abs(low) * 0.05, 0.5), high + Math.Max(Math.Abs(high) * 0.05, 0.5));
        var rough = (high - low) / ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch
        {
            <= 1.0000001 => 1,
            <= 2.0000001 => 2,
            <= 5.0000001 => 5,
            _ => 10,
        };
        step = Math.Max(step, smallestStep);
        return whole
            ? new Axis(Math.Floor((2 * low / step) + 1e-9) * step / 2, Math.Ceiling((2 * high / step) - 1e-9) * step / 2, step, pixelLow, pixelHigh)
            : new Axis(low, high, step, pixelLow, pixelHigh);
    }

    public double Pixel(double value) => PixelLow + ((value - Low) / (High - Low) * (PixelHigh - PixelLow));

    public double PixelWithin(double value) => Pixel(Math.Clamp(value, Low, High));
}
