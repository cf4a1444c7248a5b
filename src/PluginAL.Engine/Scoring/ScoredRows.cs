using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Scoring;

/// <summary>The rows of a pool as signals are made of them.</summary>
/// <param name="Features">(N, D).</param>
public sealed record ScoredRows(FeatureMatrix Features)
{
    /// <summary>The features as dense rows, for strategies that need embeddings where the model gives none.</summary>
    /// <value>The features themselves, projected where they are sparse (<see cref="ProjectedFeatures"/>).</value>
    public Func<FeatureMatrix> Dense { get; init; } = () => ProjectedFeatures.DenseOf(Features);

    /// <summary>Sequences only: the features of the tokens.</summary>
    public TokenMatrix? Tokens { get; init; }

    /// <summary>The rows' texts.</summary>
    /// <value>Empty texts.</value>
    public Func<long, string> Text { get; init; } = _ => "";

    /// <summary>What governs the draws of models that write texts.</summary>
    public RandomSource Random { get; init; } = new(0, "generate");

    /// <summary>The rows of learning data.</summary>
    /// <param name="data">The data.</param>
    /// <returns>The rows.</returns>
    public static ScoredRows Of(LearningData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ScoredRows(data.Features) { Dense = () => data.DenseFeatures, Tokens = data.Tokens, Text = data.Text };
    }
}
