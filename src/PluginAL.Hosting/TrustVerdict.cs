namespace PluginAL.Hosting;

/// <summary>Whether a plugin may be loaded.</summary>
/// <param name="IsTrusted">Whether it may.</param>
/// <param name="Reason">Why, or why not and what to do, in words that go on a sentence: "built in", "signed by team".</param>
/// <param name="Content">The files that were looked at.</param>
public sealed record TrustVerdict(bool IsTrusted, string Reason, PluginContent Content);
