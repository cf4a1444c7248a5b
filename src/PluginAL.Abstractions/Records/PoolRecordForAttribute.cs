namespace PluginAL.Abstractions;

/// <summary>
/// Does for a type of another assembly, or for one closed form of a generic type, what <see cref="PoolRecordAttribute"/> does for one's own;
/// the adapter is written into this assembly.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PoolRecordForAttribute<T> : Attribute
{
    /// <inheritdoc cref="PoolRecordAttribute.Naming"/>
    public RecordNaming Naming { get; set; }

    /// <inheritdoc cref="PoolRecordAttribute.IgnoreCase"/>
    public bool IgnoreCase { get; set; }

    /// <inheritdoc cref="PoolRecordAttribute.MissingValues"/>
    public string[] MissingValues { get; set; } = ["?"];
}
