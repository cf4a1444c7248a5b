namespace PluginAL.Hosting;

/// <summary>All that happened while a plugin's assembly and what it needs were loaded, in order.</summary>
/// <param name="AssemblyPath">The full path of the plugin's assembly.</param>
/// <param name="Resolutions">Each file asked for since the assembly was loaded, by which rule it was found, or why not.</param>
/// <param name="Warnings">What is odd without being wrong.</param>
public sealed record LoadReport(string AssemblyPath, IReadOnlyList<LoadResolution> Resolutions, IReadOnlyList<string> Warnings);
