using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>A property or field with its attributes, those of the constructor's parameter of its name included. Lives during parsing only.</summary>
internal sealed class Member(ISymbol symbol, IReadOnlyDictionary<string, AttributeData> attributes, bool isStored)
{
    private const string AttributesNamespace = "PluginAL.Abstractions";

    public ISymbol Symbol => symbol;

    public string Name => symbol.Name;

    public string Identifier => Names.Identifier(symbol.Name);

    public ITypeSymbol Type => symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;

    public bool IsStored => isStored;

    public int AttributeCount => attributes.Count;

    /// <summary>Whether code in the assembly can assign it when an object is made.</summary>
    public bool IsAssignable => symbol switch
    {
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility == Accessibility.Public,
        IFieldSymbol { IsReadOnly: false } => true,
        _ => false,
    };

    /// <summary>An attribute by its name without "Attribute"; null where there is none.</summary>
    public AttributeData? this[string name] => attributes.TryGetValue(name, out var attribute) ? attribute : null;

    public bool Has(string name) => attributes.ContainsKey(name);

    /// <summary>The attributes of the contracts on a symbol.</summary>
    public static Dictionary<string, AttributeData> AttributesOf(params ISymbol?[] symbols)
    {
        var found = new Dictionary<string, AttributeData>(StringComparer.Ordinal);
        foreach (var attribute in symbols.OfType<ISymbol>().SelectMany(one => one.GetAttributes()))
        {
            if (attribute.AttributeClass is { } type && type.ContainingNamespace?.ToDisplayString() == AttributesNamespace
                && type.Name.EndsWith("Attribute", StringComparison.Ordinal))
            {
                found[type.Name.Substring(0, type.Name.Length - "Attribute".Length)] = attribute;
            }
        }

        return found;
    }
}
