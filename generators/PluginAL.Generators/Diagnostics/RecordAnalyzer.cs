using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginAL.Generators.Records;

namespace PluginAL.Generators.Diagnostics;

/// <summary>Says what is wrong with types that carry [PoolRecord], or that the assembly names in [PoolRecordFor].</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecordAnalyzer : DiagnosticAnalyzer
{
    private const string Own = "PluginAL.Abstractions.PoolRecordAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. Rules.All.Where(rule => rule.Category == RecordDescriptors.Category)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Own) is not { } own)
            {
                return;
            }

            // A problem of a nested record shows once, not in each record around it.
            var said = new ConcurrentDictionary<(string, Location), bool>();
            start.RegisterSymbolAction(
                context =>
                {
                    if (IsMarked((INamedTypeSymbol)context.Symbol, own))
                    {
                        Look((INamedTypeSymbol)context.Symbol, context.Compilation, context.Options, said, context.ReportDiagnostic, context.CancellationToken);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(context =>
            {
                foreach (var type in NamedBy(context.Compilation))
                {
                    Look(type, context.Compilation, context.Options, said, context.ReportDiagnostic, context.CancellationToken);
                }
            });
            start.RegisterOperationAction(context => ReflectionCheck.Look(context, own), OperationKind.Invocation);
        });
    }

    internal static bool IsMarked(ITypeSymbol type, INamedTypeSymbol own) =>
        type.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, own));

    internal static IEnumerable<INamedTypeSymbol> NamedBy(Compilation compilation) =>
        compilation.Assembly.GetAttributes().Select(RecordParser.TypeNamedBy).OfType<INamedTypeSymbol>();

    private static void Look(
        INamedTypeSymbol type,
        Compilation compilation,
        AnalyzerOptions options,
        ConcurrentDictionary<(string, Location), bool> said,
        Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        var parsed = RecordParser.Parse(type, compilation, cancellation);
        foreach (var problem in parsed.Problems)
        {
            // That no feature is left follows from members that are wrong: they are said.
            var follows = problem.Id == RecordRules.NoFeature && parsed.Problems.Any(other => other.IsError && other.Id != problem.Id);
            if (!follows && said.TryAdd((problem.Id, problem.Location), true))
            {
                report(new Problem(Rules.Get(problem.Id), problem.Location, problem.Arguments) { Fix = FixOf(problem) }.ToDiagnostic());
            }
        }

        if (parsed.Model is not null && SchemaFile.Compare(type, parsed.Model, options.AdditionalFiles, cancellation) is { } changed)
        {
            report(changed.ToDiagnostic());
        }
    }

    // What the code fix has to write or remove, where the rule alone does not say it.
    private static string? FixOf(RecordProblem problem) => problem.Id switch
    {
        RecordRules.Contradiction => $"{problem.Arguments[1].ToString().Split('(')[0]}|{problem.Arguments[2].ToString().Split('(')[0]}",
        RecordRules.Order => problem.Arguments[2].ToString(),
        RecordRules.NoEncoding => problem.Arguments[1].ToString(),
        _ => null,
    };
}
