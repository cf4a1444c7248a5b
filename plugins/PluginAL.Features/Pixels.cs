using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>
/// The pixels of images, in [0, 1], row after row from the top, dense: one column for each grey pixel, three (red, green, blue) for each
/// of colour. A record names an image by its path, relative to the folder of the file that the record stands in; PNG, PGM, PPM and BMP are read.
/// All images come to one size, by the mean of the area that each pixel covers. An image that is missing or broken is an error that names it;
/// the caller knows the row.
/// </summary>
[Featuriser("pixels", Summary = "Pixels of images in [0, 1], all at one size, dense")]
public sealed class Pixels : IFeaturiser
{
    internal const string Name = "pixels";

    private readonly PixelsOptions _options;

    /// <summary>Creates the featuriser.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option is out of range.</exception>
    public Pixels(PixelsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Width is >= 0 and <= 4096 && options.Height is >= 0 and <= 4096 && Enum.IsDefined(options.Colour)
            ? options
            : throw PluginALException.Usage(
                $"Options of 'pixels' are width {options.Width}, height {options.Height}, colour {options.Colour}; give 0 to 4096 pixels and auto, grey or colour.");
    }

    /// <inheritdoc/>
    public IFeaturiserFit StartFit(FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Images.Count > 0
            ? new PixelsFit(_options, [.. schema.Images])
            : throw PluginALException.Input("'pixels' needs an image field, and the schema names none; name one, or leave 'pixels' out.");
    }

    /// <inheritdoc/>
    public IFeatureEncoder Load(Stream stream) => EncoderState.Load(stream, Name, PixelsEncoder.Version, PixelsEncoder.Read);
}
