using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PluginAL.Generators.Diagnostics;

/// <summary>Finds calls of JsonSerializer that reflect over a record type for which a reader and a writer are generated.</summary>
internal static class ReflectionCheck
{
    public static void Look(OperationAnalysisContext context, INamedTypeSymbol own)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (method.ContainingType is not { Name: "JsonSerializer" } serializer
            || serializer.ContainingNamespace.ToDisplayString() != "System.Text.Json"
            || method.TypeArguments is not [INamedTypeSymbol type]
            || !(RecordAnalyzer.IsMarked(type, own) || RecordAnalyzer.NamedBy(context.Compilation).Contains(type, SymbolEqualityComparer.Default))
            || method.Parameters.Any(parameter => parameter.Type.Name is "JsonTypeInfo" or "JsonSerializerContext"))
        {
            return;
        }

        // Only bytes have a call that does the same.
        var isBytes = method.Name == "Deserialize" && call.Arguments.Length > 0
            && call.Arguments[0].Parameter?.Type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Byte }] };
        var at = call.Syntax is InvocationExpressionSyntax { Expression: var called } ? called.GetLocation() : call.Syntax.GetLocation();
        context.ReportDiagnostic(new Problem(RecordDescriptors.Reflection, at, type.Name, method.Name) { Fix = isBytes ? type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) : null }.ToDiagnostic());
    }
}
