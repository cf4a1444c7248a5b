namespace PluginAL.Abstractions;

/// <summary>
/// Turns source records into features. What has to be learned from the data (means, vocabularies, document frequencies)
/// is learned in one pass over the records, in memory that does not grow with their number; a second pass encodes.
/// </summary>
public interface IFeaturiser
{
    /// <summary>Begins the pass that learns from the data.</summary>
    /// <param name="schema">The fields of the records to come.</param>
    /// <returns>The pass.</returns>
    IFeaturiserFit StartFit(FieldSchema schema);

    /// <summary>Reads an encoder that <see cref="IFeatureEncoder.Save"/> wrote.</summary>
    /// <param name="stream">The stream, at the encoder's first byte; not closed.</param>
    /// <returns>An encoder that gives the same bits as the one saved.</returns>
    /// <exception cref="PluginALException">The bytes are not an encoder of this featuriser.</exception>
    IFeatureEncoder Load(Stream stream);
}
