namespace PluginAL.Scoring.Clustering;

/// <summary>How the distances d to the k nearest rows make a density. The higher, the denser.</summary>
public enum NeighbourDensity
{
    /// <summary>(1/k) Σ 1 / (1 + d), in [0, 1]; 1 where all k lie at distance 0. The similarity of Settles and Craven's 2008 information
    /// density, taken over the neighbourhood (Zhu, Wang, Yao and Tsou 2008).</summary>
    MeanSimilarity,

    /// <summary>k / Σ d, in units of 1 / distance; the greatest float where all k lie at distance 0, so that such rows rank first and are
    /// not taken for non-finite ones.</summary>
    InverseMeanDistance,
}
