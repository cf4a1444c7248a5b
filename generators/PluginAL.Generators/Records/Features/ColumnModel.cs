namespace PluginAL.Generators.Records;

internal sealed record ColumnModel(string Name, int Offset, int Width, string Encoding);
