namespace PluginAL.Testing;

/// <summary>What the check of one rule found.</summary>
/// <param name="Rule">The rule's name, such as <c>same-seed</c>.</param>
/// <param name="Statement">What the rule says.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Finding">What was found instead, or why the rule was skipped; empty where it passed.</param>
/// <param name="Remedy">What to do where it failed.</param>
public sealed record RuleResult(string Rule, string Statement, RuleOutcome Outcome, string Finding, string Remedy);
