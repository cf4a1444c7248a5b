using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Diagnostics;

/// <summary>A rule that a piece of source breaks. Lives only between a parser and the analyzer: the generator's models hold no location.</summary>
internal sealed class Problem(DiagnosticDescriptor rule, Location location, params object[] arguments)
{
    public DiagnosticDescriptor Rule { get; } = rule;

    public Location Location { get; } = location;

    /// <summary>What a code fix needs to know, such as the name to write.</summary>
    public string? Fix { get; init; }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule, Location, Fix is null ? null : System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add(FixKey, Fix), arguments);

    internal const string FixKey = "Fix";
}
