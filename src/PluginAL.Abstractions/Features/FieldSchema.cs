namespace PluginAL.Abstractions;

/// <summary>Which fields of a source record play which part. Field names are those of the CSV header or the JSON object.</summary>
public sealed record FieldSchema
{
    /// <summary>What is to be learned, and so what the label field holds, and the text fields of a <see cref="LearningTask.Sequence"/>: its tokens.</summary>
    public LearningTask Task { get; init; }

    /// <summary>The field that identifies a record; none: records have row numbers only.</summary>
    public string? Id { get; init; }

    /// <summary>The field with the label; none: the records are not labelled.</summary>
    public string? Label { get; init; }

    /// <summary>The field with what a record costs to label, in units of the budget; none: nothing is known of the costs.</summary>
    public string? Cost { get; init; }

    /// <summary>The text fields, in order; several are joined by a line feed when they become features.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary><see cref="LearningTask.QuestionAnswering"/> only: the field with the context of a question; else none.</summary>
    public string? Context { get; init; }

    /// <summary>Whether <see cref="Context"/> holds the id of a context in a file of contexts, not the context itself.</summary>
    public bool ContextIsId { get; init; }

    /// <summary>The numeric fields, in order.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>The category fields, in order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The fields with the path of an image, in order.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(FieldSchema? other) =>
        other is not null && Task == other.Task && Context == other.Context && ContextIsId == other.ContextIsId && Id == other.Id && Label == other.Label
        && Cost == other.Cost && Text.SequenceEqual(other.Text) && Numeric.SequenceEqual(other.Numeric) && Categories.SequenceEqual(other.Categories)
        && Images.SequenceEqual(other.Images);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Task, Id, Label, Cost, Text.Count, Numeric.Count, Categories.Count, Images.Count);
}
