using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ProbabilisticStream"/>.</summary>
public sealed record ProbabilisticStreamOptions
{
    /// <summary>γ of the window exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the labelled rows).</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double Gamma { get; init; }

    /// <summary>m, the labels that are imagined around a row.</summary>
    /// <value>2.</value>
    [Range(1, 4)]
    public int LookAhead { get; init; } = 2;

    /// <summary>The labels of each class that are imagined everywhere from the start.</summary>
    /// <value>0.001.</value>
    [Range(1e-9, 1e3)]
    public double Prior { get; init; } = 0.001;
}
