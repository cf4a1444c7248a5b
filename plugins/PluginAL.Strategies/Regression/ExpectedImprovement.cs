using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Expected improvement, to find the greatest number rather than to learn all: (μ − y⁺ − ξ) Φ(z) + σ φ(z), z = (μ − y⁺ − ξ) ÷ σ, y⁺ being the greatest number labelled
/// so far, in the label's unit, at least 0 (Jones, Schonlau and Welch 1998, "Efficient global optimization of expensive black-box functions").
/// </summary>
/// <remarks>O(1) for each row. Batch: the highest scores. In a cold start the session draws at random. σ² holds the noise, too, where the model gives it.</remarks>
/// <param name="options">ξ, and whether the least number is sought.</param>
[Strategy("max-ei", Summary = "Bayesian optimisation: by how much a number is expected to exceed all labelled so far.", Needs = Signals.MeanAndVariance)]
public sealed class ExpectedImprovement(ImprovementOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => Improvement.Select(context, options, count, (gain, deviation) =>
        deviation > 0 ? (gain * Normal.Below(gain / deviation)) + (deviation * Normal.Density(gain / deviation)) : Math.Max(0, gain));
}
