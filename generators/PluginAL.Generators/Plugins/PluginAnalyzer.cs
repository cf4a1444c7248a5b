using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>Says what is wrong with classes that carry [Strategy], [Learner] and the like, and with their options.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PluginAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. Rules.All.Where(rule => rule.Category == PluginRules.Category)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(PluginKinds.Registration) is null)
            {
                return;
            }

            var byHand = WrittenByHand(start.Compilation);
            var named = new ConcurrentBag<(INamedTypeSymbol Type, PluginKind Kind, string Name)>();
            var said = new ConcurrentDictionary<(string, Location), bool>();
            start.RegisterSymbolAction(context => Look((INamedTypeSymbol)context.Symbol, context, byHand, named, said), SymbolKind.NamedType);
            start.RegisterOperationBlockAction(BodyChecks.Look);
            start.RegisterCompilationEndAction(context => CompareNames(context, named));
        });
    }

    private static void Look(
        INamedTypeSymbol type,
        SymbolAnalysisContext context,
        INamedTypeSymbol? byHand,
        ConcurrentBag<(INamedTypeSymbol Type, PluginKind Kind, string Name)> named,
        ConcurrentDictionary<(string, Location), bool> said)
    {
        if (SymbolEqualityComparer.Default.Equals(type, byHand))
        {
            context.ReportDiagnostic(new Problem(PluginRules.WrittenByHand, type.Locations[0], type.Name).ToDiagnostic());
        }

        foreach (var attribute in type.GetAttributes())
        {
            if (PluginKinds.Of(attribute) is { } kind && attribute.ConstructorArguments.FirstOrDefault().Value is string name)
            {
                named.Add((type, kind, name));
            }
        }

        foreach (var problem in PluginParser.Parse(type, byHand is not null, context.Compilation, context.CancellationToken).Problems)
        {
            // Options that two plugins share are wrong once.
            if (said.TryAdd((problem.Rule.Id, problem.Location), true))
            {
                context.ReportDiagnostic(problem.ToDiagnostic());
            }
        }
    }

    private static void CompareNames(CompilationAnalysisContext context, ConcurrentBag<(INamedTypeSymbol Type, PluginKind Kind, string Name)> named)
    {
        foreach (var group in named.GroupBy(plugin => (plugin.Kind, plugin.Name)))
        {
            var types = group.Select(plugin => plugin.Type).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal).ToList();
            for (var i = 1; i < types.Count; i++)
            {
                context.ReportDiagnostic(new Problem(PluginRules.NameTwice, types[i].Locations[0], types[0].Name, types[i].Name, group.Key.Kind.Word, group.Key.Name).ToDiagnostic());
            }
        }
    }

    /// <summary>The registration that the source names itself; what the generator wrote does not count.</summary>
    private static INamedTypeSymbol? WrittenByHand(Compilation compilation) => compilation.Assembly.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.ToDisplayString() == PluginKinds.Registration)
        .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol)
        .FirstOrDefault(type => type is not null && !type.GetAttributes().Any(IsOurMark));

    private static bool IsOurMark(AttributeData attribute) =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute" && attribute.ConstructorArguments.FirstOrDefault().Value is "PluginAL.Generators";
}
