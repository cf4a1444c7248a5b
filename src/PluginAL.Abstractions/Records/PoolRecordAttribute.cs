namespace PluginAL.Abstractions;

/// <summary>
/// Marks a class, struct or record whose values are features: the source generator writes its adapter, a type of its own beside it,
/// named <c>AdultFeatures</c> for <c>Adult</c>, and its reader and writer, <c>AdultFormat</c>. Public stored properties and fields take
/// part, inherited ones first, each as its type and attributes say:
/// a number is standardised (mean and deviation are learned from the records), a bool is 0 or 1, an enum has a column for each value, one
/// with <c>[Flags]</c> a column for each bit, dates and times are parts on circles and the standardised time since 1970.
/// A string has to say what it is: <see cref="CategoryAttribute"/>, <see cref="HashedAttribute"/>, <see cref="LabelAttribute"/>,
/// <see cref="IdAttribute"/> or <see cref="IgnoreAttribute"/>. A member that may be null says with <see cref="MissingAttribute"/> what
/// becomes of it then.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PoolRecordAttribute : Attribute
{
    /// <summary>How a column or property is named that does not say it itself.</summary>
    /// <value><see cref="RecordNaming.AsDeclared"/>.</value>
    public RecordNaming Naming { get; set; }

    /// <summary>Whether names in files may differ in case.</summary>
    /// <value>False.</value>
    public bool IgnoreCase { get; set; }

    /// <summary>What stands in a CSV field for a value that is not there, besides nothing at all.</summary>
    /// <value><c>?</c>.</value>
    public string[] MissingValues { get; set; } = ["?"];
}
