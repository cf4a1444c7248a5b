namespace PluginAL.Scoring;

/// <summary>How near two rows x and y are. For all but <see cref="Dot"/>, smaller is nearer.</summary>
public enum DistanceMetric
{
    /// <summary>Σ (x − y)², in [0, ∞).</summary>
    SquaredEuclidean,

    /// <summary>√Σ (x − y)², in [0, ∞).</summary>
    Euclidean,

    /// <summary>1 − x·y / (‖x‖ ‖y‖), in [0, 2]. A row of zeros has cosine 0 with every row, itself included: distance 1.</summary>
    Cosine,

    /// <summary>x·y, a similarity: larger is nearer.</summary>
    Dot,

    /// <summary>Σ |x − y|, in [0, ∞).</summary>
    Manhattan,
}
