namespace PluginAL.Abstractions;

/// <summary>Does for a type of another assembly what <see cref="PoolRecordAttribute"/> does for one's own; the adapter is written into this assembly.</summary>
/// <typeparam name="T">The type.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PoolRecordForAttribute<T> : Attribute;
