using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Probabilistic"/>.</summary>
public sealed record ProbabilisticOptions
{
    /// <summary>γ of the window exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the embeddings).</summary>
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

    /// <summary>Whether a row's score is multiplied by the density around it.</summary>
    /// <value>true.</value>
    public bool Density { get; init; } = true;

    /// <summary>The neighbours that the density is measured by.</summary>
    /// <value>20.</value>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 20;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
