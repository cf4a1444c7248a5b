namespace PluginAL.Hosting;

/// <summary>All that happened while a plugin's assembly and what it needs were loaded, in order.</summary>
/// <param name="AssemblyPath">The full path of the plugin's assembly.</param>
/// <param name="LoadedFrom">The copy in the cache from which it was loaded; empty where it was not.</param>
/// <param name="ContentSha256">What was loaded: <see cref="PluginContent.Sha256"/>; empty where nothing was.</param>
/// <param name="Resolutions">Each file asked for since the assembly was loaded, by which rule it was found, or why not.</param>
/// <param name="Warnings">What is odd without being wrong.</param>
public sealed record LoadReport(string AssemblyPath, string LoadedFrom, string ContentSha256, IReadOnlyList<LoadResolution> Resolutions, IReadOnlyList<string> Warnings);
