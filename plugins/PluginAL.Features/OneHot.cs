using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>
/// A column for each value of a category, 1 where the record has that value. A field's columns are: its values in ordinal order; then
/// one for other values, where the fit saw more than <see cref="OneHotOptions.Capacity"/>; then one for missing values, where the fit
/// saw such. A value that the fit did not see goes to the column for other values, or is zero in all columns where there is none.
/// Dense up to 1,024 columns, sparse beyond.
/// </summary>
[Featuriser("one-hot", Summary = "A column for each value of each category")]
public sealed class OneHot : IFeaturiser
{
    internal const string Name = "one-hot";

    private readonly OneHotOptions _options;

    /// <summary>Creates the featuriser.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">The capacity is out of range.</exception>
    public OneHot(OneHotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Capacity is >= 1 and <= 1_000_000
            ? options
            : throw PluginALException.Usage($"Option 'capacity' of 'one-hot' is {options.Capacity}; give 1 to 1000000.");
    }

    /// <inheritdoc/>
    public IFeaturiserFit StartFit(FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Categories.Count > 0
            ? new OneHotFit(_options, [.. schema.Categories])
            : throw PluginALException.Input(
                "'one-hot' needs a category field, and the schema names none; name one, or leave 'one-hot' out.");
    }

    /// <inheritdoc/>
    public IFeatureEncoder Load(Stream stream) => EncoderState.Load(stream, Name, OneHotEncoder.Version, OneHotEncoder.Read);
}
