namespace PluginAL.Abstractions;

/// <summary>A member that is no feature. It is still read where the file has it and written back, if its type can be.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IgnoreAttribute : Attribute
{
    /// <summary>Why, for whoever reads the type next.</summary>
    public string? Reason { get; set; }
}
