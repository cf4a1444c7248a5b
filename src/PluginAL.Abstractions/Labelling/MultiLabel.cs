using System.Collections.Immutable;

namespace PluginAL.Abstractions;

/// <summary>Any number of L labels (<see cref="LearningTask.MultiLabel"/>).</summary>
/// <param name="Classes">Indices in the pool's list of classes, ascending; empty: none of them applies.</param>
public sealed record MultiLabel(ImmutableArray<int> Classes) : Label
{
    /// <inheritdoc/>
    public bool Equals(MultiLabel? other) => other is not null && Classes.AsSpan().SequenceEqual(other.Classes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes.Length, Classes.IsEmpty ? -1 : Classes[0]);
}
