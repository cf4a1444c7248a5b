namespace PluginAL.Engine.Reports;

/// <summary>A round whose rows were drawn at random because the strategy failed.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The round, from 1: round 0 is the initial sample.</param>
/// <param name="Reason">How it failed, with the plugin's name and version.</param>
public sealed record ReplacedSelection(string Strategy, ulong Seed, int Round, string Reason);
