using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Mcpal"/>.</summary>
public sealed record McpalOptions
{
    /// <summary>M: the most labels looked ahead. With many classes each more costs a factor of their number.</summary>
    /// <value>2.</value>
    [Range(1, 4)]
    public int Lookahead { get; init; } = 2;

    /// <summary>ε: what each class counts before any label.</summary>
    /// <value>0.001.</value>
    [Range(1e-9, 1e3)]
    public double Prior { get; init; } = 1e-3;

    /// <summary>γ of the window exp(−γ ‖x − y‖²); 0: 1 ÷ (E · the variance of the embeddings).</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double Gamma { get; init; }

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>1,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 1_000_000;
}
