namespace PluginAL.Generators.Records;

/// <summary>The missing policy: MissingAs, shifted by one.</summary>
internal enum Missing
{
    None,
    Indicator,
    Mean,
    Zero,
    Constant,
}
