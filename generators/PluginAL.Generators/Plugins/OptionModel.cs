namespace PluginAL.Generators.Plugins;

/// <summary>One option.</summary>
/// <param name="Property">The property.</param>
/// <param name="Name">Its name in options: the one that <c>[JsonPropertyName]</c> gives, or the property's in lower case with hyphens.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="Type">Its type without a question mark, as C# writes it.</param>
internal sealed record OptionModel(string Property, string Name, OptionKind Kind, string Type)
{
    /// <summary>Whether null is a value.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The bounds; null where the type itself is the only one.</summary>
    public Bound? Minimum { get; init; }

    /// <inheritdoc cref="Minimum"/>
    public Bound? Maximum { get; init; }

    /// <summary>The words allowed; empty where any text is.</summary>
    public EquatableArray<string> Words { get; init; }

    /// <summary>The enum's members, one for each word.</summary>
    public EquatableArray<string> Members { get; init; }

    /// <summary>The default as JSON; null where only running the code tells it.</summary>
    public string? Default { get; init; }

    /// <summary>What its documentation says; empty without.</summary>
    public string Description { get; init; } = "";
}
