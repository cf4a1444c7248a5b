using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Epistemic"/>.</summary>
public sealed record EpistemicOptions
{
    /// <summary>γ of the window exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the embeddings).</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double Gamma { get; init; }

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
