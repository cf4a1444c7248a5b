using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Quire"/>.</summary>
public sealed record QuireOptions
{
    /// <summary>γ of the kernel exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the embeddings).</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double Gamma { get; init; }

    /// <summary>The weight λ of the penalty.</summary>
    /// <value>1.</value>
    [Range(1e-3, 1e6)]
    public double Lambda { get; init; } = 1;

    /// <summary>The most labelled rows that are looked at; of more, the latest.</summary>
    /// <value>2,000.</value>
    [Range(1, 100_000)]
    public int Labels { get; init; } = 2000;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>10,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 10_000;
}
