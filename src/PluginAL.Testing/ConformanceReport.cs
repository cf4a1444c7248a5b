namespace PluginAL.Testing;

/// <summary>What the conformance kit found out about one plugin.</summary>
/// <param name="Plugin">The plugin, as in <c>strategy 'mine'</c>.</param>
/// <param name="Results">A result for each rule of its kind, in the order of checking.</param>
public sealed record ConformanceReport(string Plugin, IReadOnlyList<RuleResult> Results)
{
    /// <summary>Whether no rule is broken.</summary>
    public bool IsPassed => Results.All(result => result.Outcome != RuleOutcome.Failed);

    /// <summary>The broken rules.</summary>
    public IEnumerable<RuleResult> Violations => Results.Where(result => result.Outcome == RuleOutcome.Failed);

    /// <summary>Throws where a rule is broken.</summary>
    /// <exception cref="ConformanceException">With every broken rule and its remedy, one line each.</exception>
    public void ThrowIfFailed()
    {
        if (!IsPassed)
        {
            throw new ConformanceException(this);
        }
    }
}
