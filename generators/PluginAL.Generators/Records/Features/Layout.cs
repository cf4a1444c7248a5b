namespace PluginAL.Generators.Records;

/// <summary>How many columns, learned numbers and vocabularies there are so far.</summary>
internal readonly record struct Layout(int Width, int Numbers, int Vocabularies);
