using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>What only a plugin's code tells: the model that Fit returns, the measure that a strategy names.</summary>
internal static class BodyChecks
{
    // The names that IMeasureStrategy.Measure documents.
    private static readonly string[] Measures =
    [
        "least-confidence", "margin", "ratio", "entropy", "normalised-entropy", "gini",
        "vote-entropy", "consensus-entropy", "kl-divergence", "bald", "variation-ratio", "max-disagreement",
    ];

    public static void Look(OperationBlockAnalysisContext context)
    {
        var member = (context.OwningSymbol as IMethodSymbol)?.AssociatedSymbol ?? context.OwningSymbol;
        if (member.ContainingType is not { } type
            || type.GetAttributes().FirstOrDefault(attribute => PluginKinds.Of(attribute) is not null) is not { } attribute)
        {
            return;
        }

        if (Stands(member, type, "IMeasureStrategy", "Measure"))
        {
            foreach (var value in Results(context))
            {
                if (value.ConstantValue is { HasValue: true, Value: string measure } && !Measures.Contains(measure))
                {
                    context.ReportDiagnostic(new Problem(PluginRules.Measure, value.Syntax.GetLocation(), measure, string.Join(", ", Measures)).ToDiagnostic());
                }
            }
        }
        else if (PluginKinds.Of(attribute)!.Name == "Learner" && Stands(member, type, "ILearner", "Fit"))
        {
            CompareGives(context, type, attribute);
        }
    }

    private static void CompareGives(OperationBlockAnalysisContext context, INamedTypeSymbol type, AttributeData attribute)
    {
        var gives = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Gives").Value.Value is int given ? given : 0;
        var signals = attribute.AttributeClass!.GetMembers("Gives").OfType<IPropertySymbol>().FirstOrDefault()?.Type;
        if (signals?.GetMembers("Probabilities").FirstOrDefault() is not IFieldSymbol { ConstantValue: int probabilities })
        {
            return;
        }

        // Only what is known for certain: the class of an object that is made right there, or one that nothing derives from.
        var results = Results(context).ToList();
        var models = results.Where(value => value.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } known && (value is IObjectCreationOperation || known.IsSealed))
            .Select(value => (INamedTypeSymbol)value.Type!)
            .ToList();
        var at = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? type.Locations[0];
        if ((gives & probabilities) != 0)
        {
            if (models.Find(model => !PluginKinds.Implements(model, "IClassifier")) is { } other)
            {
                context.ReportDiagnostic(new Problem(PluginRules.GivesTooMuch, at, type.Name, other.Name).ToDiagnostic());
            }
        }
        else if (models.Count > 0 && models.Count == results.Count && models.TrueForAll(model => PluginKinds.Implements(model, "IClassifier")))
        {
            context.ReportDiagnostic(new Problem(PluginRules.GivesTooLittle, at, type.Name, models[0].Name) { Fix = "Signals.Probabilities" }.ToDiagnostic());
        }
    }

    private static bool Stands(ISymbol member, INamedTypeSymbol type, string contract, string name)
    {
        var promised = type.AllInterfaces.FirstOrDefault(implemented => PluginKinds.IsContract(implemented, contract))?.GetMembers(name).FirstOrDefault();
        return promised is not null && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(promised), member);
    }

    /// <summary>What the member returns, or is set to, without conversions; not what functions inside it return.</summary>
    private static IEnumerable<IOperation> Results(OperationBlockAnalysisContext context)
    {
        foreach (var block in context.OperationBlocks)
        {
            foreach (var operation in Own(block))
            {
                var value = operation switch
                {
                    IReturnOperation { ReturnedValue: { } returned } => returned,
                    IPropertyInitializerOperation { Value: var set } => set,
                    _ => null,
                };
                while (value is IConversionOperation conversion)
                {
                    value = conversion.Operand;
                }

                if (value is not null)
                {
                    yield return value;
                }
            }
        }
    }

    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        yield return operation;
        foreach (var child in operation.ChildOperations)
        {
            if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (var own in Own(child))
                {
                    yield return own;
                }
            }
        }
    }
}
