namespace PluginAL.Hosting;

/// <summary>How one file that a plugin asked for was found.</summary>
/// <param name="Name">What was asked for: an assembly's full name, or a native library's.</param>
/// <param name="Rule">The rule that applied.</param>
/// <param name="Path">The file, where there is one.</param>
/// <param name="Error">The exception's type and message, where loading failed.</param>
public sealed record LoadResolution(string Name, LoadRule Rule, string? Path, string? Error = null);
