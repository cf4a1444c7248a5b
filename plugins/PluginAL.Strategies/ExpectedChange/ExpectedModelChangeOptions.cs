using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ExpectedModelChange"/>.</summary>
public sealed record ExpectedModelChangeOptions
{
    /// <summary>For models that are not linear: the candidates that are tried, drawn at random; each is trained for once for each likely class.</summary>
    /// <value>50; never fewer than rows are wanted.</value>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 50;

    /// <summary>For models that are not linear: the candidates that the effect is measured on, drawn at random.</summary>
    /// <value>200.</value>
    [Range(1, 1_000_000)]
    public int Evaluation { get; init; } = 200;
}
