using PluginAL.Abstractions;

namespace PluginAL.Features;

/// <summary>Takes size and colour from the first image of each field.</summary>
internal sealed class PixelsFit(PixelsOptions options, string[] fields) : IFeaturiserFit
{
    /// <summary>The longer side of images whose size nobody gave, at most.</summary>
    private const int Most = 64;

    private PixelsEncoder.Form[]? _forms;

    public void Observe(FieldValues record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RecordShape.Check(Pixels.Name, "images", record.Images.Length, fields.Length);
        _forms ??= [.. fields.Select((field, i) => FormOf(field, PixelsEncoder.ReadImage(record, i, field)))];
    }

    public IFeatureEncoder Complete() =>
        _forms is not null ? new PixelsEncoder(_forms) : throw PluginALException.Input("'pixels' was fitted on no records; give at least one.");

    private PixelsEncoder.Form FormOf(string field, Raster first)
    {
        var scale = Math.Min(1, (double)Most / Math.Max(first.Width, first.Height));
        return new PixelsEncoder.Form(
            field,
            options.Width > 0 ? options.Width : Math.Max(1, (int)Math.Round(first.Width * scale)),
            options.Height > 0 ? options.Height : Math.Max(1, (int)Math.Round(first.Height * scale)),
            options.Colour == PixelColour.Auto ? first.Channels : options.Colour == PixelColour.Grey ? 1 : 3);
    }
}
