using System.Text.Json.Serialization;

namespace PluginAL.Hosting;

/// <summary>A key whose signatures a person trusted.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="PublicKey">Base64 of its SubjectPublicKeyInfo, on the curve P-256.</param>
/// <param name="Added">When.</param>
public sealed record TrustedKey(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("public_key")] string PublicKey,
    [property: JsonPropertyName("added")] DateTimeOffset Added);
