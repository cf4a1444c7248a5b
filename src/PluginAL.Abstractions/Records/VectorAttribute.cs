namespace PluginAL.Abstractions;

/// <summary>
/// An array or a memory of numbers, written as it is; a record whose vector has another length is an error when it is written.
/// </summary>
/// <param name="length">The number of columns, at least 1.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class VectorAttribute(int length) : Attribute
{
    /// <summary>The number of columns.</summary>
    public int Length { get; } = length;
}
