using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Cvirs"/>.</summary>
public sealed record CvirsOptions
{
    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>1,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 1_000_000;
}
