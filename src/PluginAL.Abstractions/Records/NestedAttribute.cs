namespace PluginAL.Abstractions;

/// <summary>A record within the record, whose type is a <c>[PoolRecord]</c> as well: its features become features, named <c>home.street</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class NestedAttribute : Attribute;
