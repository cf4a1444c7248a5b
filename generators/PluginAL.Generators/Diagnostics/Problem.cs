using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Diagnostics;

/// <summary>A rule that a piece of source breaks. Lives only between a parser and the analyzer: the generator's models hold no location.</summary>
internal sealed class Problem(DiagnosticDescriptor rule, Location location, params object[] arguments)
{
    public DiagnosticDescriptor Rule { get; } = rule;

    public Location Location { get; } = location;

    /// <summary>What a code fix needs to know, such as the name to write.</summary>
    public string? Fix { get; init; }

    /// <summary>The file beside the source that the fix is for.</summary>
    public string? FixFile { get; init; }

    public Diagnostic ToDiagnostic()
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (Fix is not null)
        {
            properties = properties.Add(FixKey, Fix);
        }

        if (FixFile is not null)
        {
            properties = properties.Add(FileKey, FixFile);
        }

        return Diagnostic.Create(Rule, Location, properties, arguments);
    }

    internal const string FixKey = "Fix";
    internal const string FileKey = "File";
}
