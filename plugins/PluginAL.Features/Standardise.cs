using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>
/// Numbers with zero mean and unit deviation: (x − mean)/deviation, with the population deviation over the numbers observed; where
/// that is zero, x − mean. A missing number (NaN) becomes 0, the mean, and the columns of a field may have an indicator beside them
/// (<see cref="MissingPolicy"/>). An infinity, or a value so far off that float32 cannot hold it, is an error that names the field;
/// the caller knows the row.
/// </summary>
[Featuriser("standardise", Summary = "Numbers with zero mean and unit deviation, missing ones filled and flagged, dense")]
public sealed class Standardise : IFeaturiser
{
    internal const string Name = "standardise";

    private readonly StandardiseOptions _options;

    /// <summary>Creates the featuriser.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option has no such value.</exception>
    public Standardise(StandardiseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = Enum.IsDefined(options.Missing)
            ? options
            : throw PluginALException.Usage($"Option 'missing' of 'standardise' is {options.Missing}; give mean-indicator or mean.");
    }

    /// <inheritdoc/>
    public IFeaturiserFit StartFit(FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Numeric.Count > 0
            ? new StandardiseFit(_options, [.. schema.Numeric])
            : throw PluginALException.Input(
                "'standardise' needs a numeric field, and the schema names none; name one, or leave 'standardise' out.");
    }

    /// <inheritdoc/>
    public IFeatureEncoder Load(Stream stream) => EncoderState.Load(stream, Name, StandardiseEncoder.Version, StandardiseEncoder.Read);
}
