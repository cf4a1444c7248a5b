using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Scores every row with its option beta.</summary>
[Strategy("takes-options", Summary = "Scores every row with its option beta.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class TakesOptions(double beta, string mode) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) => scores.Fill((float)(mode == "slow" ? -beta : beta));
}
