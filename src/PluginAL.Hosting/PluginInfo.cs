using PluginAL.Abstractions;

namespace PluginAL.Hosting;

/// <summary>What the host knows about a plugin at one moment, read from metadata alone.</summary>
public sealed record PluginInfo
{
    /// <summary>What the plugin is; null where the file could not be read far enough to know.</summary>
    public required PluginKind? Kind { get; init; }

    /// <summary>Its name; that of the file where <see cref="Kind"/> is null.</summary>
    public required string Name { get; init; }

    /// <summary>One line that says what it does.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The signals that a strategy needs.</summary>
    public Signals Needs { get; init; }

    /// <summary>The signals that a learner's models give.</summary>
    public Signals Gives { get; init; }

    /// <summary>What a strategy does in a cold start.</summary>
    public ColdStartPolicy ColdStart { get; init; }

    /// <summary>A strategy's <see cref="StrategyAttribute.ClassesOnly"/>.</summary>
    public bool ClassesOnly { get; init; }

    /// <summary>Whether an oracle asks a person; see <see cref="OracleAttribute.Interactive"/>.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The plugin's version: its assembly's informational version without build metadata; empty where it is not known.</summary>
    public string Version { get; init; } = "";

    /// <summary>The full path of the assembly, or of the source file.</summary>
    public required string AssemblyPath { get; init; }

    /// <summary>SHA-256 of the bytes of the assembly, or of the source file, 64 lower-case hexadecimal digits; empty where the file could not be read.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Where the plugin is in its life.</summary>
    public required PluginState State { get; init; }

    /// <summary>Why it is <see cref="PluginState.Refused"/>, <see cref="PluginState.Faulted"/> or <see cref="PluginState.Leaked"/>; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>What is odd about it without being wrong, such as a contract assembly in its folder, which is ignored.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
