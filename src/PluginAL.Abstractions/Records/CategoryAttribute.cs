namespace PluginAL.Abstractions;

/// <summary>
/// A value of a set: one column for each, 1 where it is that value. Of a string, a char or an integer. On an enum with <c>[Flags]</c> it asks
/// for one column a value in place of one a bit.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CategoryAttribute : Attribute
{
    /// <summary>The set is learned from the records, in the order of their coming, up to <see cref="Capacity"/>.</summary>
    public CategoryAttribute()
    {
    }

    /// <summary>The set is known; any other value leaves all columns zero.</summary>
    /// <param name="values">The values, distinct, in the order of their columns.</param>
    public CategoryAttribute(params string[] values) => Values = values;

    /// <summary>The known set; empty where it is learned.</summary>
    public IReadOnlyList<string> Values { get; } = [];

    /// <summary>The most values that are learned; one more column stands for all others, and for those that come later.</summary>
    /// <value>32.</value>
    public int Capacity { get; set; } = 32;
}
