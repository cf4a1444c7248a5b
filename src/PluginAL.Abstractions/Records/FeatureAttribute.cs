namespace PluginAL.Abstractions;

/// <summary>Names or places a feature; on a computed property, makes it one; on an enum's value, names the value in files.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FeatureAttribute : Attribute
{
    /// <summary>The column's or property's name in files and in the pool.</summary>
    /// <value>The member's name, as <see cref="PoolRecordAttribute.Naming"/> writes it.</value>
    public string? Name { get; set; }

    /// <summary>The place among the features, from 0; features that have one come first, and their places leave no gap.</summary>
    /// <value>−1: after those, in the order of declaration.</value>
    public int Order { get; set; } = -1;
}
