using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="NGramCoverage"/>.</summary>
public sealed record NGramCoverageOptions
{
    /// <summary>The longest n-grams, in tokens; all shorter ones count too.</summary>
    /// <value>3.</value>
    [Range(1, 8)]
    public int Longest { get; init; } = 3;

    /// <summary>What is left of an n-gram's worth with each labelled or picked text that has it; 0: only n-grams that none has.</summary>
    /// <value>0.5.</value>
    [Range(0, 0.999)]
    public double Decay { get; init; } = 0.5;

    /// <summary>What an n-gram is worth.</summary>
    /// <value>Frequency.</value>
    public NGramWeight Weight { get; init; } = NGramWeight.Frequency;

    /// <summary>The exponent of the number of tokens that a text's worth is divided by: 1 is worth for each token to be translated, 0 the worth of the text.</summary>
    /// <value>1.</value>
    [Range(0, 2)]
    public double Exponent { get; init; } = 1;

    /// <summary>The most candidates looked at: of more, a simple random sample.</summary>
    /// <value>100,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000;
}
