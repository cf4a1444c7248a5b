namespace PluginAL.Abstractions;

/// <summary>A member that an encoder of one's own writes.</summary>
/// <typeparam name="TEncoder">The encoder, which implements <see cref="IValueEncoder{T}"/> for the member's type, null left out.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class EncodeWithAttribute<TEncoder> : Attribute;
