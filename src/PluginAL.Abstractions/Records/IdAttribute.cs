namespace PluginAL.Abstractions;

/// <summary>What identifies the record, which is no feature: a string, an integer or a Guid.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IdAttribute : Attribute
{
    /// <summary>The column's or property's name in files.</summary>
    /// <value>The member's name, as <see cref="PoolRecordAttribute.Naming"/> writes it.</value>
    public string? Name { get; set; }
}
