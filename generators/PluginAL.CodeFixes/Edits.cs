using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PluginAL.CodeFixes;

/// <summary>Small changes of syntax that leave all else, white space too, as it is.</summary>
internal static class Edits
{
    public static ExpressionSyntax Text(string text) => LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(text));

    public static TypeDeclarationSyntax AddBase(TypeDeclarationSyntax type, string name)
    {
        var added = SimpleBaseType(ParseTypeName(name));
        if (type.BaseList is { } bases)
        {
            var last = bases.Types.Last();
            return type.WithBaseList(bases.WithTypes(
                bases.Types.Replace(last, last.WithoutTrailingTrivia()).Add(added.WithLeadingTrivia(Space).WithTrailingTrivia(last.GetTrailingTrivia()))));
        }

        // The list takes over the end of the line from what stands before it.
        var before = (SyntaxNode?)type.ParameterList ?? type.TypeParameterList;
        var end = before?.GetTrailingTrivia() ?? type.Identifier.TrailingTrivia;
        var list = BaseList(Token(SyntaxKind.ColonToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), SingletonSeparatedList<BaseTypeSyntax>(added)).WithTrailingTrivia(end);
        var trimmed = before is null ? type.WithIdentifier(type.Identifier.WithTrailingTrivia())
            : type.ReplaceNode(before, before.WithTrailingTrivia());
        return trimmed.WithBaseList(list);
    }

    public static TypeDeclarationSyntax MakeInternal(TypeDeclarationSyntax type)
    {
        static bool Hides(SyntaxToken token) => token.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.FileKeyword;
        var first = type.Modifiers.FirstOrDefault(Hides);
        if (first == default)
        {
            return type.WithModifiers(type.Modifiers.Insert(0, Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(Space))).WithAdditionalAnnotations(Formatter.Annotation);
        }

        var open = type.WithModifiers(type.Modifiers.Replace(first, Token(SyntaxKind.InternalKeyword).WithTriviaFrom(first)));
        return open.WithModifiers(TokenList(open.Modifiers.Where(token => !Hides(token))));
    }

    public static PropertyDeclarationSyntax AddInit(PropertyDeclarationSyntax property)
    {
        var kept = property.AccessorList!.Accessors.Where(accessor => accessor.Kind() is not (SyntaxKind.SetAccessorDeclaration or SyntaxKind.InitAccessorDeclaration));
        var init = AccessorDeclaration(SyntaxKind.InitAccessorDeclaration).WithSemicolonToken(Token(SyntaxKind.SemicolonToken)).WithTrailingTrivia(Space);
        return property.WithAccessorList(property.AccessorList.WithAccessors(List(kept.Append(init))));
    }

    public static AttributeArgumentListSyntax SwapFirstTwo(AttributeArgumentListSyntax list)
    {
        var (first, second) = (list.Arguments[0], list.Arguments[1]);
        return list.ReplaceNodes([first, second], (old, _) => old == first ? second.WithTriviaFrom(first) : first.WithTriviaFrom(second));
    }

    public static AttributeSyntax SetNamed(AttributeSyntax attribute, string name, string value)
    {
        var expression = ParseExpression(value);
        if (Named(attribute, name) is { } argument)
        {
            return attribute.ReplaceNode(argument.Expression, expression.WithTriviaFrom(argument.Expression));
        }

        var added = AttributeArgument(expression).WithNameEquals(NameEquals(IdentifierName(Identifier(name).WithTrailingTrivia(Space))).WithTrailingTrivia(Space));
        var list = attribute.ArgumentList ?? AttributeArgumentList();
        return attribute.WithArgumentList(list.Arguments.Count == 0
            ? list.AddArguments(added)
            : list.WithArguments(SeparatedList(list.Arguments.Append(added), [.. list.Arguments.GetSeparators(), Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space)])));
    }

    public static AttributeSyntax AddFlag(AttributeSyntax attribute, string name, string flag) =>
        SetNamed(attribute, name, Named(attribute, name) is { Expression: var given } && !given.ToString().EndsWith("None", StringComparison.Ordinal) ? $"{given} | {flag}" : flag);

    private static AttributeArgumentSyntax? Named(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
