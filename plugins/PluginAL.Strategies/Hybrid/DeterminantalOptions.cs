using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Determinantal"/>.</summary>
public sealed record DeterminantalOptions
{
    /// <summary>The pointwise strategy whose scores are the qualities; empty: diversity alone, over all candidates or a sample of them.</summary>
    /// <value>entropy.</value>
    public string Strategy { get; init; } = "entropy";

    /// <summary>The best rows that are looked at, for each row that is wanted.</summary>
    /// <value>50.</value>
    [Range(1, 10_000)]
    public int Factor { get; init; } = 50;

    /// <summary>The weight θ of the quality, which is exp(θ s) with the scores s scaled to [0, 1].</summary>
    /// <value>1.</value>
    [Range(0, 20)]
    public double Quality { get; init; } = 1;

    /// <summary>γ of the similarity exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the embeddings).</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double Gamma { get; init; }

    /// <summary>The most rows looked at, whatever the factor.</summary>
    /// <value>50,000.</value>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 50_000;
}
