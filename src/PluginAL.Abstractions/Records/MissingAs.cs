namespace PluginAL.Abstractions;

/// <summary>What is written where a member's value is missing.</summary>
public enum MissingAs
{
    /// <summary>As <see cref="Mean"/> for a number or bool, as <see cref="Zero"/> for anything else, and 1 in one more column, the last.</summary>
    Indicator,

    /// <summary>The mean of the values that are there, learned from the records; for a number or bool.</summary>
    Mean,

    /// <summary>Zero in all of the member's columns.</summary>
    Zero,

    /// <summary>What a stated value would be.</summary>
    Constant,
}
