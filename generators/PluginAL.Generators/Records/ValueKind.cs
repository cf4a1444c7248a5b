namespace PluginAL.Generators.Records;

/// <summary>How a value stands in files.</summary>
internal enum ValueKind
{
    /// <summary>It does not: it keeps its default.</summary>
    None,
    Number,
    Bool,
    String,
    Enum,

    /// <summary>A text that the type itself parses.</summary>
    Text,

    /// <summary>An array of numbers.</summary>
    Array,

    /// <summary>A memory of numbers.</summary>
    Memory,

    /// <summary>A struct that is a row of numbers.</summary>
    Inline,
    Nested,
}
