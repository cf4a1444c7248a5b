namespace PluginAL.Abstractions;

/// <summary>
/// Marks a class, struct or record whose values are features: the source generator writes its adapter, a type of its own beside it,
/// named <c>AdultFeatures</c> for <c>Adult</c>. Public properties and fields take part, each as its type and attributes say.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PoolRecordAttribute : Attribute;
