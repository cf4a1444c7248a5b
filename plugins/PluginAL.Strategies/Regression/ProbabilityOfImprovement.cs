using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Probability of improvement, to find the greatest number rather than to learn all: Φ((μ − y⁺ − ξ) ÷ σ), y⁺ being the greatest number labelled so far, in [0, 1]
/// (Kushner 1964, "A new method of locating the maximum point of an arbitrary multipeak curve in the presence of noise").
/// </summary>
/// <remarks>O(1) for each row. Batch: the highest scores. In a cold start the session draws at random. σ² holds the noise, too, where the model gives it.</remarks>
/// <param name="options">ξ, and whether the least number is sought.</param>
[Strategy("max-pi", Summary = "Bayesian optimisation: the probability of a number greater than any labelled so far.", Needs = Signals.MeanAndVariance)]
public sealed class ProbabilityOfImprovement(ImprovementOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        Improvement.Select(context, options, count, (gain, deviation) => deviation > 0 ? Normal.Below(gain / deviation) : gain > 0 ? 1 : 0);
}
