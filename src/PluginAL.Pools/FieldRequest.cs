using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Which fields of the records the user named for which part. What is not named is chosen: <c>id</c> and <c>label</c> are what
/// they say; a CSV file without named features takes its last column as the label where none is called <c>label</c>, its
/// <c>text</c> column as text, and every other column by what it holds (all numbers: numeric, else category); JSON Lines take <c>text</c>. Other tasks have usual
/// names of their own: multi-label <c>labels</c>, sequences <c>tokens</c> and <c>tags</c>, translation <c>source</c> and <c>target</c>, question answering
/// <c>question</c>, <c>context</c> and <c>answers</c>.
/// </summary>
/// <remarks>
/// An entry of <see cref="Text"/>, <see cref="Numeric"/>, <see cref="Categories"/> and <see cref="Images"/> is a name, several names with commas between
/// them, a range <c>A-F</c> in the order of the header, or <c>*</c>: all that are not named otherwise. Ranges and <c>*</c> leave out id, label and cost.
/// </remarks>
public sealed record FieldRequest
{
    /// <summary>What is to be learned; null: the pool's or the pipeline's where there is one, else classification.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>The field that identifies a record; null chooses, empty means none.</summary>
    public string? Id { get; init; }

    /// <summary>The field with the label; null chooses, empty means none.</summary>
    public string? Label { get; init; }

    /// <summary>The field with what a record costs to label; null or empty means none.</summary>
    public string? Cost { get; init; }

    /// <summary>The field that says which part a record belongs to (<see cref="RecordParts"/>), which is nothing to learn from; null means none.</summary>
    public string? Split { get; init; }

    /// <summary>Question answering: the field with the context, or with its id where <see cref="Contexts"/> has the texts; null chooses <c>context</c>, else <c>context_id</c>.</summary>
    public string? Context { get; init; }

    /// <summary>
    /// Question answering: a JSON Lines file with the <c>id</c> and the <c>text</c> of each context; it is copied into the pool. Null: the records
    /// hold their contexts, or the file is <c>contexts.jsonl</c> beside them.
    /// </summary>
    public string? Contexts { get; init; }

    /// <summary>The text fields.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>The numeric fields.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>The category fields.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The fields with the path of an image.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Whether a field is named for some part.</summary>
    /// <param name="field">The field.</param>
    /// <returns>Whether it is.</returns>
    public bool Names(string field) => Id == field || Label == field || Cost == field || Context == field || NamesFeature(field);

    internal bool NamesFeature(string field) =>
        Text.Concat(Numeric).Concat(Categories).Concat(Images).Any(entry => entry == field || entry.Split(',').Contains(field));

    internal bool NamesFeatures => Text.Count + Numeric.Count + Categories.Count + Images.Count > 0;
}
