using PluginAL.Hosting.SingleFile;

namespace PluginAL.Hosting.Internals;

/// <summary>What a file says without being loaded.</summary>
internal sealed record AssemblyFacts
{
    /// <summary>SHA-256 of the file's bytes; empty where it could not be read.</summary>
    public string Sha256 { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Whether the assembly says that it registers plugins.</summary>
    public bool IsRegistered { get; init; }

    public IReadOnlyList<PluginFacts> Plugins { get; init; } = [];

    /// <summary>Why the assembly cannot be loaded as a plugin; null where nothing speaks against it.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the compiler says, where the plugin is a source file and does not compile; else null.</summary>
    public SourceErrorsException? Errors { get; init; }
}
