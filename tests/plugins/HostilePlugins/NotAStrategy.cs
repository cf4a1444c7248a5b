using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Has the attribute, not the interface.</summary>
[Strategy("not-a-strategy", Summary = "Has the attribute, not the interface.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
#pragma warning disable PAL2001 // so that the host can be seen to refuse it
public sealed class NotAStrategy;
#pragma warning restore PAL2001
