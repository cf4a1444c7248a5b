using PluginAL.Abstractions;

namespace PluginAL.Hosting.Internals;

/// <summary>What the metadata says of one class with a plugin attribute.</summary>
internal sealed record PluginFacts(PluginKind Kind, string Name, string Summary, Signals Needs, Signals Gives, ColdStartPolicy ColdStart, bool IsInteractive, string TypeName)
{
    public bool ClassesOnly { get; init; }
}
