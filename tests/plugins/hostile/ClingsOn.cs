using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Keeps itself in memory by an event of the process.</summary>
[Strategy("clings-on", Summary = "Keeps itself in memory.", ColdStart = ColdStartPolicy.Handled)]
public sealed class ClingsOn : IPointwiseStrategy
{
    /// <summary>Hangs itself on an event that outlives it.</summary>
    public ClingsOn() => AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(this);

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) => scores.Fill(1);
}
