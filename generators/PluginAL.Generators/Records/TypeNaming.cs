using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>The names of what is written for a type.</summary>
internal static class TypeNaming
{
    /// <summary>Outer types and type arguments are part of it: <c>OuterInner</c>, <c>PairOfInt32</c>.</summary>
    public static string Prefix(INamedTypeSymbol type)
    {
        var own = type.Name;
        if (type.TypeArguments.Any(argument => argument is not ITypeParameterSymbol))
        {
            own += "Of" + string.Join("And", type.TypeArguments.Select(argument => argument.Name));
        }

        return type.ContainingType is { } outer ? Prefix(outer) + own : own;
    }

    /// <summary>The type's name for people: <c>Outer.Inner</c>.</summary>
    public static string Display(INamedTypeSymbol type) => type.ToDisplayString(
        SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes)
            .WithParameterOptions(SymbolDisplayParameterOptions.None));

    public static string Hint(string space, string prefix, INamedTypeSymbol type) =>
        (space.Length > 0 ? space.Replace("@", "") + "." : "") + prefix + (type.IsGenericType ? $"_{type.Arity}" : "");

    public static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    /// <summary>Of an open generic type, the type parameters of it and of the types around it, and their constraints.</summary>
    public static (string Parameters, string Constraints) Parameters(INamedTypeSymbol type)
    {
        var open = new List<ITypeParameterSymbol>();
        for (var one = type; one is not null; one = one.ContainingType)
        {
            open.InsertRange(0, one.TypeArguments.OfType<ITypeParameterSymbol>());
        }

        return open.Count == 0 ? ("", "") : (
            $"<{string.Join(", ", open.Select(one => Names.Identifier(one.Name)))}>",
            string.Concat(open.Select(one => Constraint(one) is { Length: > 0 } text ? $" where {Names.Identifier(one.Name)} : {text}" : "")));
    }

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(type => type.Code()));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint && !parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("new()");
        }

        return string.Join(", ", parts);
    }
}
