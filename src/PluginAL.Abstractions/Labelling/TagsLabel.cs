using System.Collections.Immutable;

namespace PluginAL.Abstractions;

/// <summary>A tag for each token of a sequence (<see cref="LearningTask.Sequence"/>).</summary>
/// <param name="Tags">Indices in the pool's list of classes, one per token.</param>
public sealed record TagsLabel(ImmutableArray<int> Tags) : Label
{
    /// <inheritdoc/>
    public bool Equals(TagsLabel? other) => other is not null && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tags.Length, Tags.IsEmpty ? -1 : Tags[0]);
}
