using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Plugins;

/// <summary>How symbols are written, and what of them generated code in the same assembly sees.</summary>
internal static class Display
{
    public static string Full(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static string Namespace(INamedTypeSymbol type) => type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";

    /// <summary>The type and those around it.</summary>
    public static IEnumerable<INamedTypeSymbol> Outwards(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    public static bool IsSeenInAssembly(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Whether code of the compilation's assembly, in a file of its own, can name a symbol.</summary>
    public static bool IsSeen(ISymbol symbol, Compilation compilation) =>
        symbol is not INamedTypeSymbol { IsFileLocal: true } && compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);
}
