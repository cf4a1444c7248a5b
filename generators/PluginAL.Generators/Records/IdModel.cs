namespace PluginAL.Generators.Records;

/// <summary>The identifier.</summary>
internal sealed record IdModel(string Member, bool IsString, bool IsNullable);
