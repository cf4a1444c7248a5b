using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Has the attribute, not the interface.</summary>
[Strategy("not-a-strategy", Summary = "Has the attribute, not the interface.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class NotAStrategy;
