using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Divergence maximisation: how much a label is expected to tell about the pool, the Kullback-Leibler divergence of the predictive distribution after it from the one
/// before, ln(σ ÷ σ⁺) + (σ⁺² + (μ⁺ − μ)²) ÷ (2 σ²) − ½, on average over the pool and over the outcomes, in nats (Elreedy, Atiya and Shaheen 2019, "A novel active
/// learning regression framework for balancing the exploration-exploitation trade-off").
/// </summary>
/// <remarks>Batch: the highest scores, duplicates last. In a cold start the session draws at random. Candidates · outcomes trainings.</remarks>
/// <param name="options">The samples.</param>
[Strategy(
    "divergence-maximisation", Summary = "How much a label is expected to tell about the numbers of the pool, in nats.",
    Needs = Signals.MeanAndVariance | Signals.Embeddings | Signals.Features)]
public sealed class DivergenceMaximisation(ExpectedOutcomeOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => ExpectedOutcome.Select(context, options, count, Divergence);

    internal static double Divergence(double mean, double variance, double meanThen, double varianceThen) =>
        (0.5 * Math.Log(variance / varianceThen)) + ((varianceThen + ((meanThen - mean) * (meanThen - mean))) / (2 * variance)) - 0.5;
}
