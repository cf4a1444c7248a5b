using System.Text.Json.Serialization;

namespace PluginAL.Hosting;

/// <summary>What a trust file holds.</summary>
/// <param name="Plugins">The trusted plugins.</param>
/// <param name="Keys">The keys whose signatures are trusted.</param>
public sealed record TrustEntries(
    [property: JsonPropertyName("plugins")] IReadOnlyList<TrustedPlugin> Plugins,
    [property: JsonPropertyName("keys")] IReadOnlyList<TrustedKey> Keys);
