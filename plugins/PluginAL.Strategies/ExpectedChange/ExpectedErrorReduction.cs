using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Expected error reduction: minus the error to be expected on the other candidates after a label, Σ_c p_c(x) Σ_{x′ ≠ x} loss(p⁺(x′)), p⁺ being the
/// model trained with (x, c) added (Roy and McCallum 2001, "Toward optimal active learning through sampling estimation of error reduction").
/// </summary>
/// <remarks>
/// The candidate itself is not evaluated: its label is known then. Classes less likely than 10⁻⁴ are left out. Trains candidates · C models and predicts
/// evaluation rows with each, so both are samples, with the sum scaled to the pool. Batch: the highest scores, duplicates last. In a cold start the session
/// draws at random.
/// </remarks>
/// <param name="options">The loss and the samples.</param>
[Strategy("expected-error-reduction", Summary = "The row whose label lets expect the smallest error on all others.", Needs = Signals.Probabilities | Signals.Embeddings | Signals.Features)]
public sealed class ExpectedErrorReduction(ExpectedErrorReductionOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (view, _, after) = ExpectedLoss.Of(context, options.Candidates, options.Evaluation, count, options.Loss == ErrorLoss.ZeroOne ? ZeroOne : Log);
        return new Batch(view, count).Best(Array.ConvertAll(after, error => -error));
    }

    private static double ZeroOne(ReadOnlySpan<float> probabilities)
    {
        var greatest = 0f;
        foreach (var p in probabilities)
        {
            greatest = Math.Max(greatest, p);
        }

        return 1 - greatest;
    }

    private static double Log(ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            sum -= p > 0 ? p * Math.Log(p) : 0;
        }

        return sum;
    }
}
