using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="RecallTarget"/>.</summary>
public sealed record RecallTargetOptions
{
    /// <summary>The rare class whose items are to be found.</summary>
    public string Class { get; init; } = "";

    /// <summary>The share of them that is to be found.</summary>
    [Range(0.0, 1.0)]
    public double Recall { get; init; } = 0.95;

    /// <summary>How sure one must be, one-sided.</summary>
    [Range(0.5, 0.9999)]
    public double Confidence { get; init; } = 0.95;
}
