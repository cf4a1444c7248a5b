namespace PluginAL.Abstractions;

/// <summary>A number x becomes (x − mean) / deviation with stated figures; <c>[Scaled(0, 1)]</c> leaves it as it is.</summary>
/// <param name="mean">The mean, finite.</param>
/// <param name="deviation">The deviation, more than 0 and finite.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ScaledAttribute(double mean, double deviation) : Attribute
{
    /// <summary>The mean.</summary>
    public double Mean { get; } = mean;

    /// <summary>The deviation.</summary>
    public double Deviation { get; } = deviation;
}
