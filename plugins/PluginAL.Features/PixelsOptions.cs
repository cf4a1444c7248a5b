using System.ComponentModel.DataAnnotations;

namespace PluginAL.Features;

/// <summary>The options of <see cref="Pixels"/>.</summary>
public sealed record PixelsOptions
{
    /// <summary>Pixels in a row, 1 to 4096.</summary>
    /// <value>0: as many as the first image has, or fewer, in proportion, so that neither side has more than 64.</value>
    [Range(0, 4096)]
    public int Width { get; init; }

    /// <summary>Rows, 1 to 4096.</summary>
    /// <value>0: as <see cref="Width"/>.</value>
    [Range(0, 4096)]
    public int Height { get; init; }

    /// <summary>Grey or colour.</summary>
    /// <value><see cref="PixelColour.Auto"/>.</value>
    public PixelColour Colour { get; init; }
}
