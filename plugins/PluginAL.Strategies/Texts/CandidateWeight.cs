namespace PluginAL.Strategies;

/// <summary>What a candidate weighs among those of its row.</summary>
public enum CandidateWeight
{
    /// <summary>Its probability.</summary>
    Probability,

    /// <summary>Its probability to the power of one over its number of tokens, as of models whose probabilities fall with the length of the text.</summary>
    LengthNormalised,

    /// <summary>1: for candidates that were drawn at random, whose number says what is probable (discrete semantic entropy).</summary>
    Count,
}
