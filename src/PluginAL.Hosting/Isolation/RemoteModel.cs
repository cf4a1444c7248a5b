using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>How a model of the other process is asked.</summary>
internal interface IModelChannel
{
    /// <summary>Fills an output with what the model says of rows.</summary>
    void Predict(string member, string what, in FeatureBlock rows, Span<float> output, params ReadOnlySpan<long> shape);

    /// <summary>The model's bytes.</summary>
    byte[] Save();
}

/// <summary>A model of the other process.</summary>
internal class RemoteModel(IModelChannel channel, JsonElement about) : IModel
{
    protected IModelChannel Channel => channel;

    /// <summary>How it is asked.</summary>
    public IModelChannel Asked => channel;

    public int Width { get; } = about.Int("width");

    /// <summary>The model with the contracts that it has there.</summary>
    public static RemoteModel For(IModelChannel channel, JsonElement about) =>
        !about.TryGetProperty("classes", out _) ? new RemoteModel(channel, about)
        : about.TryGetProperty("members", out _) ? new RemoteCommittee(channel, about)
        : about.TryGetProperty("embedding", out _) ? new RemoteEmbeddingClassifier(channel, about)
        : new RemoteClassifier(channel, about);

    public void Save(Stream stream) => stream.Write(channel.Save());
}

/// <summary>A classifier of the other process.</summary>
internal class RemoteClassifier(IModelChannel channel, JsonElement about) : RemoteModel(channel, about), IClassifier
{
    public int ClassCount { get; } = about.Int("classes");

    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities) =>
        Channel.Predict("PredictProbabilities", "probabilities", rows, probabilities, rows.Count, ClassCount);
}

/// <summary>A classifier of the other process that embeds.</summary>
internal sealed class RemoteEmbeddingClassifier(IModelChannel channel, JsonElement about) : RemoteClassifier(channel, about), IEmbedder
{
    public int EmbeddingWidth { get; } = about.Int("embedding");

    public void Embed(in FeatureBlock rows, Span<float> embeddings) => Channel.Predict("Embed", "embeddings", rows, embeddings, rows.Count, EmbeddingWidth);
}

/// <summary>A committee of the other process.</summary>
internal sealed class RemoteCommittee(IModelChannel channel, JsonElement about) : RemoteClassifier(channel, about), ICommittee
{
    public int MemberCount { get; } = about.Int("members");

    public void PredictMembers(in FeatureBlock rows, Span<float> members) =>
        Channel.Predict("PredictMembers", "members", rows, members, rows.Count, MemberCount, ClassCount);
}
