using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>What member types are.</summary>
internal static class TypeKinds
{
    private static readonly SymbolDisplayFormat WithoutNull = SymbolDisplayFormat.FullyQualifiedFormat;

    public static string Code(this ITypeSymbol type) => type.ToDisplayString(WithoutNull);

    /// <summary>The type with <c>T?</c> taken off, and whether it was there.</summary>
    public static (ITypeSymbol Type, bool IsNullable) Unwrap(this ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => (nullable.TypeArguments[0], true),
        { IsReferenceType: true } => (type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), type.NullableAnnotation == NullableAnnotation.Annotated),
        _ => (type, false),
    };

    public static bool IsInteger(this ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 || IsSystem(type, "Int128") || IsSystem(type, "UInt128");

    public static bool IsFloat(this ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double || IsSystem(type, "Half");

    public static bool IsNumber(this ITypeSymbol type) => type.IsInteger() || type.IsFloat() || type.SpecialType == SpecialType.System_Decimal;

    /// <summary>Whether float32 does not hold every value of it.</summary>
    public static bool IsWide(this ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double or SpecialType.System_Decimal
        || IsSystem(type, "Int128") || IsSystem(type, "UInt128");

    public static bool IsSystem(this ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>DateTime, DateTimeOffset, DateOnly, TimeOnly or TimeSpan; null for any other type.</summary>
    public static string? TimeName(this ITypeSymbol type) =>
        new[] { "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan" }.FirstOrDefault(name => IsSystem(type, name));

    /// <summary>What a vector is held in, its element's type, and its length where the type fixes it (else 0).</summary>
    public static (ValueKind Kind, string Element, int Length)? Vector(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array when Element(array.ElementType) is { } element => (ValueKind.Array, element, 0),
        INamedTypeSymbol { Arity: 1 } memory when (IsSystem(memory, "ReadOnlyMemory") || IsSystem(memory, "Memory"))
            && Element(memory.TypeArguments[0]) is { } element => (ValueKind.Memory, element, 0),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } row when InlineLength(row) is { } length
            && row.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => !field.IsStatic) is { } field
            && Element(field.Type) is { } element => (ValueKind.Inline, element, length),
        _ => null,
    };

    /// <summary>Whether a text in a file can be made of it, and it of a text.</summary>
    public static bool IsText(this ITypeSymbol type) =>
        type.AllInterfaces.Any(one => IsSystem(one, "ISpanFormattable"))
        && type.AllInterfaces.Any(one => IsSystem(one, "ISpanParsable") && SymbolEqualityComparer.Default.Equals(one.TypeArguments[0], type));

    private static string? Element(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        _ => null,
    };

    private static int? InlineLength(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(one => one.AttributeClass?.ToDisplayString() == "System.Runtime.CompilerServices.InlineArrayAttribute")
            is { } attribute ? attribute.Positional(0, 0) : null;
}
