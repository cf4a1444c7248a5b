namespace PluginAL.Abstractions;

/// <summary>
/// The value to be predicted, which is no feature: an enum, a bool, a string or a whole number is a class, another number is a number. A record without it is
/// not labelled; the member has to be nullable for that.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class LabelAttribute : Attribute
{
    /// <summary>The column's or property's name in files.</summary>
    /// <value>The member's name, as <see cref="PoolRecordAttribute.Naming"/> writes it.</value>
    public string? Name { get; set; }
}
