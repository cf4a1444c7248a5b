using System.ComponentModel.DataAnnotations;

namespace TemperedMargin;

/// <summary>What can be set for <see cref="TemperedMarginStrategy"/>.</summary>
public sealed record TemperedMarginOptions
{
    /// <summary>The temperature T: above 1 softens the probabilities of an overconfident model, below 1 sharpens them.</summary>
    /// <value>2.</value>
    [Range(0.01, 100)]
    public double Temperature { get; init; } = 2;
}
