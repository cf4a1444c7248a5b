using System.Text.Json.Serialization;

namespace PluginAL.Hosting;

/// <summary>A plugin that a person trusted.</summary>
/// <param name="Sha256">What was trusted: <see cref="PluginContent.Sha256"/>.</param>
/// <param name="Path">Where it lay then; trust does not depend on it.</param>
/// <param name="Added">When.</param>
public sealed record TrustedPlugin(
    [property: JsonPropertyName("sha256")] string Sha256,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("added")] DateTimeOffset Added);
