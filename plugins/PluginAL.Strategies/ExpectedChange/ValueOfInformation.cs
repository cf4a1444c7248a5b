using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Value of information: by how much a label lowers the expected cost of wrong classes on the other candidates, less what the label costs:
/// J(now) − Σ_c p_c J(after (x, c)) − cost(x), with the risk J = e Σ_{x′} (1 − Σ p(x′)²) (Kapoor, Horvitz and Basu 2007, "Selective supervision:
/// guiding supervised learning with decision-theoretic active learning").
/// </summary>
/// <remarks>A score below 0: the label costs more than it is expected to bring. Cost, samples, batch and cold start as for
/// <see cref="ExpectedErrorReduction"/>.</remarks>
/// <param name="options">What an error costs, and the samples.</param>
[Strategy("value-of-information", Summary = "What a label saves in wrong classes, less what it costs.", Needs = Signals.Probabilities | Signals.Embeddings | Signals.Features)]
public sealed class ValueOfInformation(ValueOfInformationOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (view, before, after) = ExpectedLoss.Of(context, options.Candidates, options.Evaluation, count, Risk);
        var values = new float[view.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((options.ErrorCost * (before[i] - after[i])) - context.Cost(view.Rows[i]));
        }

        return new Batch(view, count).Best(values);
    }

    private static double Risk(ReadOnlySpan<float> probabilities)
    {
        var squares = 0.0;
        foreach (var p in probabilities)
        {
            squares += (double)p * p;
        }

        return 1 - squares;
    }
}
