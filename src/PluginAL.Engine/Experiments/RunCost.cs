namespace PluginAL.Engine.Experiments;

/// <summary>What the labels of a run cost, where the data say what rows cost.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Labels">Labels at its end.</param>
/// <param name="Cost">What they cost together, in the data's unit.</param>
public sealed record RunCost(string Strategy, ulong Seed, int Labels, double Cost);
