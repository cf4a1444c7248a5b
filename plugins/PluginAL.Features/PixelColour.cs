namespace PluginAL.Features;

/// <summary>How many values <see cref="Pixels"/> makes of a pixel.</summary>
public enum PixelColour
{
    /// <summary>What the first image is. Named <c>auto</c>.</summary>
    Auto,

    /// <summary>One value. Named <c>grey</c>.</summary>
    Grey,

    /// <summary>Red, green and blue. Named <c>colour</c>.</summary>
    Colour,
}
