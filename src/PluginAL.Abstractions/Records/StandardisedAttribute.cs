namespace PluginAL.Abstractions;

/// <summary>
/// A number less its mean, divided by its population deviation, both learned from the records; where all are equal, less its mean.
/// What a number is that says nothing else.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class StandardisedAttribute : Attribute;
