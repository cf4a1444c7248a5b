namespace PluginAL.Scoring.Clustering;

/// <summary>How <see cref="GradientEmbedding.Select"/> picks its first row.</summary>
public enum GradientStart
{
    /// <summary>The row with the longest gradient, the lowest of equals: what the authors of BADGE do in their code.</summary>
    LargestNorm,

    /// <summary>A row drawn uniformly, as k-means++ is defined (Arthur and Vassilvitskii 2007).</summary>
    Uniform,
}
