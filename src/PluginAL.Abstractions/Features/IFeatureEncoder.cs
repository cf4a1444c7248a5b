namespace PluginAL.Abstractions;

/// <summary>A fitted featuriser. Encoding changes nothing in it, so several threads may use one, each with a record and a row of its own.</summary>
public interface IFeatureEncoder
{
    /// <summary>What <see cref="Encode"/> is best stored as.</summary>
    FeatureLayout Layout { get; }

    /// <summary>The number of columns D, at least 1.</summary>
    int Width { get; }

    /// <summary>What the columns mean, in order of their offsets, covering [0, D) without gaps.</summary>
    IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>Writes one record's features.</summary>
    /// <param name="record">The record.</param>
    /// <param name="row">Where the features go: each column at most once, in any order; a column that is not written is zero.</param>
    void Encode(FieldValues record, FeatureRow row);

    /// <summary>Writes the encoder, so that <see cref="IFeaturiser.Load"/> brings back the same bits.</summary>
    /// <param name="stream">The stream; not closed.</param>
    void Save(Stream stream);
}
