namespace PluginAL.Encoding.Records;

/// <summary>A column that a record's reader looks for.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Expected">What it holds, for the message where it is not there; null where it may be left out.</param>
public readonly record struct CsvColumn(string Name, string? Expected);
