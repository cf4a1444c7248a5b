namespace PluginAL.Abstractions;

/// <summary>A number x becomes (x − min) / (max − min); beyond the bounds it is less than 0 or more than 1.</summary>
/// <param name="min">What becomes 0, finite.</param>
/// <param name="max">What becomes 1, finite and more than <paramref name="min"/>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MinMaxAttribute(double min, double max) : Attribute
{
    /// <summary>What becomes 0.</summary>
    public double Min { get; } = min;

    /// <summary>What becomes 1.</summary>
    public double Max { get; } = max;
}
