namespace PluginAL.Generators.Diagnostics;

/// <summary>Rules for types with [PoolRecord].</summary>
internal static class RecordRules
{
    public const string Category = "PluginAL.Records";
}
