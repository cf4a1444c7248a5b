namespace PluginAL.Generators.Records;

/// <summary>All that is needed to write a record type's adapter and format; equal where the output would be.</summary>
/// <param name="Namespace">The namespace of what is written; empty for the global one.</param>
/// <param name="Type">The record type, as code writes it.</param>
/// <param name="RecordName">The record type's name, for messages.</param>
/// <param name="Prefix">What the names of the written types begin with.</param>
/// <param name="HintName">The file's name without its ending.</param>
/// <param name="TypeParameters">Of a generic type: <c>&lt;T&gt;</c>.</param>
/// <param name="Constraints">Of a generic type: its constraints.</param>
/// <param name="IsPublic">Whether what is written is public.</param>
/// <param name="IgnoreCase">Whether names in files may differ in case.</param>
/// <param name="MissingValues">What stands for a missing value in CSV.</param>
/// <param name="Features">The features, placed.</param>
/// <param name="Size">How many columns, learned numbers and vocabularies there are.</param>
/// <param name="Label">The label; null without one.</param>
/// <param name="Id">The identifier; null without one.</param>
/// <param name="Object">How records are read and written.</param>
internal sealed record RecordModel(
    string Namespace, string Type, string RecordName, string Prefix, string HintName, string TypeParameters, string Constraints, bool IsPublic,
    bool IgnoreCase, EquatableArray<string> MissingValues, EquatableArray<Feature> Features, Layout Size, LabelModel? Label, IdModel? Id,
    ObjectModel Object)
{
    /// <summary>The most columns of one category or hash that are stored dense.</summary>
    public const int WidestDense = 1024;

    /// <summary>The widest row.</summary>
    public const int MaxWidth = 1 << 24;

    public string Adapter => Prefix + "Features";

    public string Format => Prefix + "Format";

    public bool IsSparse => Features.Any(feature => feature.IsWide);

    public IEnumerable<ColumnModel> Columns => Features.SelectMany(feature => feature.Groups);
}
