using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Draws from the standard normal distribution (Box and Muller 1958).</summary>
internal static class NormalDraw
{
    /// <summary>A draw that takes two of the row's uniform ones, from <paramref name="draw"/> on.</summary>
    public static double Sample(RandomSource random, long row, int draw = 0) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Uniform(row, draw))) * Math.Cos(2 * Math.PI * random.Uniform(row, draw + 1));
}
