namespace PluginAL.Generators.Records;

/// <summary>The contract's enum of the same name.</summary>
internal enum RecordNaming
{
    AsDeclared,
    CamelCase,
    SnakeCase,
}
