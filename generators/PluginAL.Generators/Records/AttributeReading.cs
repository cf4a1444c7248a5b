using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>Arguments of attributes.</summary>
internal static class AttributeReading
{
    public static T Named<T>(this AttributeData? attribute, string name, T otherwise)
    {
        foreach (var argument in attribute?.NamedArguments ?? [])
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array && argument.Value.Value is T value)
            {
                return value;
            }
        }

        return otherwise;
    }

    public static string[]? NamedTexts(this AttributeData? attribute, string name)
    {
        foreach (var argument in attribute?.NamedArguments ?? [])
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false })
            {
                return [.. argument.Value.Values.Select(value => value.Value as string ?? "")];
            }
        }

        return null;
    }

    public static T Positional<T>(this AttributeData attribute, int place, T otherwise) =>
        attribute.ConstructorArguments.Length > place && attribute.ConstructorArguments[place] is { Kind: not TypedConstantKind.Array } argument
        && argument.Value is T value ? value : otherwise;

    public static string[] Texts(this AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? [.. array.Values.Select(value => value.Value as string ?? "")]
            : [];
}
