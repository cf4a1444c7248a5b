namespace PluginAL.Generators.Plugins;

/// <param name="Value">The value as C# and JSON both write it, such as <c>1E-12</c>.</param>
/// <param name="IsExclusive">Whether the value itself is outside.</param>
/// <param name="InSchema">Whether the schema says it: bounds that the type alone sets, it does not.</param>
internal sealed record Bound(string Value, bool IsExclusive = false, bool InSchema = true);
