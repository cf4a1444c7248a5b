using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of strategies that score a whole sequence.</summary>
public sealed record SequenceOptions
{
    /// <summary>What the score is for: the sequence, or each of its tokens, whose labels cost alike (Settles, Craven and Friedland 2008, "Active learning with real
    /// annotation costs"). Where the pool says what a row costs, <c>cost-aware</c> divides by that instead.</summary>
    /// <value>Sequence.</value>
    public SequenceCost Per { get; init; } = SequenceCost.Sequence;

    /// <summary>With <c>per=token</c>: what reading a sequence costs beside its tokens' labels, in tokens.</summary>
    /// <value>0.</value>
    [Range(0, 1e6)]
    public double Overhead { get; init; }
}
