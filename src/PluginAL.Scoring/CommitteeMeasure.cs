namespace PluginAL.Scoring;

/// <summary>
/// A measure of how much the members of a committee disagree about a row, or are uncertain together. The higher, the more worth labelling.
/// </summary>
/// <remarks>
/// M members each give C probabilities p_m. The consensus is their mean, p̄ = Σ p_m ÷ M. A member's vote is its class of the greatest
/// probability, the lowest such class on a tie. H is the entropy −Σ p ln p in nats, and 0 · ln 0 is 0. KL(p ‖ q) is Σ p ln (p ÷ q) in nats.
/// Everything is symmetric in the members up to rounding.
/// </remarks>
public enum CommitteeMeasure
{
    /// <summary>−Σ (v_c ÷ M) ln (v_c ÷ M), in nats, in [0, ln min(M, C)]; v_c is the number of votes for class c (Dagan and Engelson 1995,
    /// "Committee-based sampling for training probabilistic classifiers").</summary>
    VoteEntropy,

    /// <summary>H(p̄), in nats, in [0, ln C]: what is uncertain about the row, for whatever reason (soft voting; Settles 2009, section 3.2).</summary>
    ConsensusEntropy,

    /// <summary>The mean over the members of KL(p_m ‖ p̄), in nats, in [0, ln min(M, C)] (McCallum and Nigam 1998, "Employing EM and pool-based active
    /// learning for text classification"). The mean, not the sum. Equal to <see cref="MutualInformation"/>, with the same bits.</summary>
    MeanKullbackLeibler,

    /// <summary>BALD: H(p̄) − the mean over the members of H(p_m), in nats, in [0, ln min(M, C)] (Houlsby and others 2011, "Bayesian active learning for
    /// classification and preference learning"). The mutual information between label and member; the same number as
    /// <see cref="MeanKullbackLeibler"/>, since Σ_m KL(p_m ‖ p̄) ÷ M = −Σ p̄ ln p̄ + Σ_m Σ p_m ln p_m ÷ M. Rounding below zero is cut off.</summary>
    MutualInformation,

    /// <summary>1 − v ÷ M, in [0, 1 − 1/min(M, C)]; v is the number of votes for the class that has most (Freeman 1965, "Elementary applied
    /// statistics"; over hard votes, not over the consensus).</summary>
    VariationRatio,

    /// <summary>The greatest KL(p_m ‖ p̄) of any member, in nats, in [0, ln M]: one dissenter suffices. Rounding below zero is cut off.</summary>
    MaxDisagreement,

    /// <summary>The mean over the classes of the standard deviation of p over the members, in [0, ½]; the population's (÷ M) (Kampffmeyer, Salberg
    /// and Jenssen 2016, "Semantic segmentation of small objects and modeling of uncertainty").</summary>
    MeanStandardDeviation,
}
