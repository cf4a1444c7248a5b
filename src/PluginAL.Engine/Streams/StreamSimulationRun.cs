namespace PluginAL.Engine.Streams;

/// <summary>One run of <see cref="StreamSimulation"/>.</summary>
/// <param name="Strategy">The strategy, with its options.</param>
/// <param name="Manager">The budget manager, with its options.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Result">What came of it.</param>
public sealed record StreamSimulationRun(string Strategy, string Manager, ulong Seed, StreamResult Result);
