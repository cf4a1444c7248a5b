namespace PluginAL.Abstractions;

/// <summary>A model that gives <see cref="Signals.Embeddings"/>, such as the last hidden layer of a network.</summary>
public interface IEmbedder : IModel
{
    /// <summary>The number of values E of an embedding.</summary>
    int EmbeddingWidth { get; }

    /// <summary>Embeds consecutive rows.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="embeddings">n × E, row after row.</param>
    void Embed(in FeatureBlock rows, Span<float> embeddings);
}
