using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Diagnostics;

/// <summary>All rules, by id. An id is never used again for something else; each has a page under docs/diagnostics.</summary>
internal static class Rules
{
    private const string HelpBase = "https://github.com/pluginal/pluginal/blob/main/docs/diagnostics/";

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [.. In(typeof(RecordDescriptors)).Concat(In(typeof(PluginRules))).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static DiagnosticDescriptor Error(string category, string id, string title, string message, bool atEnd = false) =>
        Rule(category, id, DiagnosticSeverity.Error, title, message, atEnd);

    public static DiagnosticDescriptor Warning(string category, string id, string title, string message, bool atEnd = false) =>
        Rule(category, id, DiagnosticSeverity.Warning, title, message, atEnd);

    public static DiagnosticDescriptor Info(string category, string id, string title, string message, bool atEnd = false) =>
        Rule(category, id, DiagnosticSeverity.Info, title, message, atEnd);

    /// <summary>The rule with an id.</summary>
    public static DiagnosticDescriptor Get(string id) => All.First(rule => rule.Id == id);

    private static DiagnosticDescriptor Rule(string category, string id, DiagnosticSeverity severity, string title, string message, bool atEnd) => new(
        id, title, message, category, severity, isEnabledByDefault: true,
        helpLinkUri: HelpBase + id + ".md",
        customTags: atEnd ? [WellKnownDiagnosticTags.CompilationEnd] : []);

    private static IEnumerable<DiagnosticDescriptor> In(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>();
}
