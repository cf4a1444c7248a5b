namespace PluginAL.Testing;

/// <summary>How the check of one rule ended.</summary>
public enum RuleOutcome
{
    /// <summary>The plugin keeps the rule.</summary>
    Passed,

    /// <summary>The plugin breaks the rule.</summary>
    Failed,

    /// <summary>The rule says nothing about this plugin; the finding says why.</summary>
    Skipped,
}
