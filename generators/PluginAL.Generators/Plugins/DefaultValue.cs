using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginAL.Generators.Plugins;

/// <summary>The default of a property, where the source tells it. The binder does not need it: it asks a new options object.</summary>
internal static class DefaultValue
{
    /// <summary>The constant; null where only running the code tells it.</summary>
    public static Optional? Of(IPropertySymbol property, Compilation compilation, CancellationToken cancellation)
    {
        if (property.DeclaringSyntaxReferences is not [var reference])
        {
            return null;
        }

        switch (reference.GetSyntax(cancellation))
        {
            case PropertyDeclarationSyntax { Initializer.Value: var value } syntax:
                var constant = compilation.GetSemanticModel(syntax.SyntaxTree).GetConstantValue(value, cancellation);
                return constant.HasValue ? new Optional(constant.Value) : IsDefault(value) ? new Optional(Zero(property.Type)) : null;

            case PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
                when accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) && !HasConstructorBody(property.ContainingType, cancellation):
                return new Optional(Zero(property.Type));

            case ParameterSyntax parameter:
                var declared = property.ContainingType.InstanceConstructors
                    .SelectMany(constructor => constructor.Parameters)
                    .FirstOrDefault(candidate => candidate.Name == parameter.Identifier.ValueText && candidate.DeclaringSyntaxReferences.Any(place => place.Span == parameter.Span && place.SyntaxTree == parameter.SyntaxTree));
                return declared is { HasExplicitDefaultValue: true } ? new Optional(declared.ExplicitDefaultValue ?? Zero(property.Type)) : null;

            default:
                return null;
        }
    }

    private static bool IsDefault(ExpressionSyntax value) => value.IsKind(SyntaxKind.DefaultLiteralExpression);

    private static bool HasConstructorBody(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.InstanceConstructors.Any(constructor => constructor.DeclaringSyntaxReferences.Any(place => place.GetSyntax(cancellation) is ConstructorDeclarationSyntax));

    private static object? Zero(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => false,
        { SpecialType: SpecialType.System_String } => null,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => null,
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => Zero(underlying),
        { SpecialType: SpecialType.System_SByte } => (sbyte)0,
        { SpecialType: SpecialType.System_Byte } => (byte)0,
        { SpecialType: SpecialType.System_Int16 } => (short)0,
        { SpecialType: SpecialType.System_UInt16 } => (ushort)0,
        { SpecialType: SpecialType.System_UInt32 } => 0u,
        { SpecialType: SpecialType.System_Int64 } => 0L,
        { SpecialType: SpecialType.System_UInt64 } => 0uL,
        { SpecialType: SpecialType.System_Single } => 0f,
        { SpecialType: SpecialType.System_Double } => 0d,
        _ => 0,
    };

    /// <summary>A value that is known, though it may be null.</summary>
    internal sealed class Optional(object? value)
    {
        public object? Value { get; } = value;
    }
}
