using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="FacilityLocation"/>.</summary>
public sealed record FacilityLocationOptions
{
    /// <summary>The pointwise strategy whose best rows are chosen from; empty: all candidates, or a sample of them.</summary>
    /// <value>entropy.</value>
    public string Strategy { get; init; } = "entropy";

    /// <summary>The best rows that are looked at, for each row that is wanted.</summary>
    /// <value>10.</value>
    [Range(1, 10_000)]
    public int Factor { get; init; } = 10;

    /// <summary>γ of the similarity exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the embeddings).</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double Gamma { get; init; }

    /// <summary>The most rows looked at, whatever the factor: all pairs are compared.</summary>
    /// <value>5,000.</value>
    [Range(1, 50_000)]
    public int Candidates { get; init; } = 5000;
}
