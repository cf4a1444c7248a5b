namespace PluginAL.Generators.Plugins;

/// <summary>How an option is read.</summary>
internal enum OptionKind
{
    /// <summary>double or float.</summary>
    Number,

    /// <summary>Any integer that fits into a long.</summary>
    Integer,

    /// <summary>bool.</summary>
    Flag,

    /// <summary>string.</summary>
    Text,

    /// <summary>An enum, by its members' names.</summary>
    Choice,
}
