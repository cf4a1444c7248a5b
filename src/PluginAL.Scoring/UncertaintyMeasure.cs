namespace PluginAL.Scoring;

/// <summary>
/// A measure of how uncertain a classifier is about a row of class probabilities p. The higher, the more worth labelling.
/// p₁ is the greatest probability, p₂ the second greatest (equal to p₁ when two classes tie; 0 with a single class).
/// </summary>
public enum UncertaintyMeasure
{
    /// <summary>1 − p₁, in [0, 1 − 1/C] (Lewis and Gale 1994).</summary>
    LeastConfidence,

    /// <summary>1 − (p₁ − p₂), in [0, 1] (Scheffer, Decomain and Wrobel 2001, turned so that higher is less certain).</summary>
    Margin,

    /// <summary>p₂ / p₁, in [0, 1]; 0 with a single class, NaN for a row of zeros.</summary>
    Ratio,

    /// <summary>−Σ p ln p, in nats, in [0, ln C]; 0 · ln 0 is 0 (Shannon 1948).</summary>
    Entropy,

    /// <summary>Entropy divided by ln C, in [0, 1]; 0 with a single class.</summary>
    NormalisedEntropy,

    /// <summary>1 − Σ p², the Gini impurity, in [0, 1 − 1/C].</summary>
    Gini,
}
