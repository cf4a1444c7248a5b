namespace PluginAL.Pools;

/// <summary>
/// Which fields of the records the user named for which part. What is not named is chosen: <c>id</c> and <c>label</c> are what
/// they say; a CSV file without named features takes its last column as the label where none is called <c>label</c>, its
/// <c>text</c> column as text, and every other column by what it holds (all numbers: numeric, else category); JSON Lines take <c>text</c>.
/// </summary>
/// <remarks>
/// An entry of <see cref="Text"/>, <see cref="Numeric"/>, <see cref="Categories"/> and <see cref="Images"/> is a name, several names with commas between
/// them, a range <c>A-F</c> in the order of the header, or <c>*</c>: all that are not named otherwise. Ranges and <c>*</c> leave out id, label and cost.
/// </remarks>
public sealed record FieldRequest
{
    /// <summary>The field that identifies a record; null chooses, empty means none.</summary>
    public string? Id { get; init; }

    /// <summary>The field with the label; null chooses, empty means none.</summary>
    public string? Label { get; init; }

    /// <summary>The field with what a record costs to label; null or empty means none.</summary>
    public string? Cost { get; init; }

    /// <summary>The text fields.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>The numeric fields.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>The category fields.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The fields with the path of an image.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    internal bool NamesFeatures => Text.Count + Numeric.Count + Categories.Count + Images.Count > 0;
}
