namespace PluginAL.Hosting;

/// <summary>One file of a plugin.</summary>
/// <param name="Path">Its path from the plugin's folder, with forward slashes.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record PluginFile(string Path, string Sha256, long Length);
