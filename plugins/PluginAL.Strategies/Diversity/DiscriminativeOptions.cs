using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Discriminative"/>.</summary>
public sealed record DiscriminativeOptions
{
    /// <summary>In how many parts the batch is chosen; after each the picks count as labelled and the discriminator is trained again.</summary>
    /// <value>10.</value>
    [Range(1, 1000)]
    public int Parts { get; init; } = 10;

    /// <summary>The candidates that the discriminator learns from, drawn at random, for each labelled row.</summary>
    /// <value>10.</value>
    [Range(1, 1000)]
    public int Factor { get; init; } = 10;

    /// <summary>The most rows, labelled or not, that the discriminator learns from.</summary>
    /// <value>5,000.</value>
    [Range(4, 1_000_000)]
    public int Training { get; init; } = 5000;
}
