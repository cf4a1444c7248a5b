using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Epig"/>.</summary>
public sealed record EpigOptions
{
    /// <summary>The target rows whose predictions are to become surer, drawn at random from the candidates.</summary>
    /// <value>100.</value>
    [Range(1, 100_000)]
    public int Targets { get; init; } = 100;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>20,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 20_000;
}
