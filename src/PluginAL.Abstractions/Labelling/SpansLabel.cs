using System.Collections.Immutable;

namespace PluginAL.Abstractions;

/// <summary>Spans of a text (<see cref="LearningTask.QuestionAnswering"/>, and entities of a <see cref="LearningTask.Sequence"/>).</summary>
/// <param name="Spans">The spans, by start.</param>
public sealed record SpansLabel(ImmutableArray<LabelledSpan> Spans) : Label
{
    /// <inheritdoc/>
    public bool Equals(SpansLabel? other) => other is not null && Spans.AsSpan().SequenceEqual(other.Spans.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Spans.Length, Spans.IsEmpty ? default : Spans[0]);
}
