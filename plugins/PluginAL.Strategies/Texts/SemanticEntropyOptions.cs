using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="SemanticEntropy"/>.</summary>
public sealed record SemanticEntropyOptions
{
    /// <summary>The share of tokens that two texts must have in common to count as one meaning, 2 |a ∩ b| ÷ (|a| + |b|); 1: the same tokens in any order.</summary>
    /// <value>0.8.</value>
    [Range(0, 1)]
    public double Threshold { get; init; } = 0.8;

    /// <summary>What a candidate weighs.</summary>
    /// <value>Probability.</value>
    public CandidateWeight Weight { get; init; } = CandidateWeight.Probability;
}
