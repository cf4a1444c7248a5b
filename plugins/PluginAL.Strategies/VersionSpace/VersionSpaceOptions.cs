using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="VersionSpaceSampling"/>.</summary>
public sealed record VersionSpaceOptions
{
    /// <summary>Where the hypotheses come from.</summary>
    /// <value>Committee.</value>
    public HypothesisSpace Hypotheses { get; init; } = HypothesisSpace.Committee;
}
