using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Adaptive: u(x)^β · c(x)^(1 − β), u the inverse of the separation margin, 1 ÷ (min f of the labels predicted − max f of the others) with f = 2p − 1, and c the
/// label cardinality inconsistency. Of the values of β, each proposes what it scores highest; the proposal is taken after which the model, trained with
/// the labels that it predicts for it, is surest of the pool: least Σ max(0, 1 − |f|) (Li and Guo 2013, "Active learning with
/// multi-label SVM classification").
/// </summary>
/// <remarks>
/// f is in [−1, 1]: where all labels or none are predicted, the empty side counts as 1. The margin counts as 1e-6 at least and c as 0.01 at least, so that no score is
/// decided by the other factor being nothing. Batch: each β proposes a whole batch. Equal scores: the lower row. In a cold start the
/// session draws at random. One pass over the candidates and at most as many trainings as values of β.
/// </remarks>
/// <param name="options">The values of β and the sample.</param>
[Strategy("adaptive", Summary = "Separation margin and label cardinality, weighted by what makes the model surest.", Needs = Signals.LabelProbabilities | Signals.Features)]
public sealed class Adaptive(AdaptiveOptions options) : IQueryStrategy
{
    private const double LeastMargin = 1e-6;
    private const double LeastInconsistency = 0.01;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var proposals = Propose(context, count);
        if (proposals.Count == 1)
        {
            return proposals[0];
        }

        var rows = PoolView.Sample(context.Candidates, Math.Min(options.Evaluation, context.Candidates.Count), context.Random.For("evaluation"));
        var refit = new Refit(context, rows);
        var (best, least) = (0, double.PositiveInfinity);
        for (var b = 0; b < proposals.Count; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            long[] batch = [.. proposals[b].Select(row => row.Row).Order()];
            var view = PoolView.Of(context, batch, Signals.LabelProbabilities);
            var labels = Enumerable.Range(0, view.Count).Select(i => LabelSets.Predicted(view.Probability(i))).ToArray();
            var loss = 0.0;
            foreach (var p in refit.PredictLabels(refit.With(batch, labels)))
            {
                loss += 1 - Math.Abs((2.0 * p) - 1);
            }

            if (loss < least)
            {
                (best, least) = (b, loss);
            }
        }

        return proposals[best];
    }

    /// <summary>The proposals that differ, in the order of β from 0 to 1.</summary>
    internal List<List<SelectedRow>> Propose(QueryContext context, int count)
    {
        var usual = LabelSets.Cardinality(context);
        var betas = Enumerable.Range(0, options.Steps + 1).Select(step => (double)step / options.Steps).ToArray();
        var tops = betas.Select(_ => new TopK(count)).ToArray();
        context.ForEachBlock((in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var (margin, labels) = Margin(block.LabelProbabilities.Slice(i * block.LabelCount, block.LabelCount));
                var (uncertainty, inconsistency) = (1 / Math.Max(margin, LeastMargin), Math.Max(Math.Abs(labels - usual), LeastInconsistency));
                for (var b = 0; b < betas.Length; b++)
                {
                    tops[b].Add((float)(Math.Pow(uncertainty, betas[b]) * Math.Pow(inconsistency, 1 - betas[b])), block.Row(i));
                }
            }
        });
        var proposals = new List<List<SelectedRow>>();
        foreach (var top in tops)
        {
            var proposal = Top.Selected(context, top, count);
            var rows = proposal.Select(row => row.Row).ToHashSet();
            if (!proposals.Any(other => rows.SetEquals(other.Select(row => row.Row))))
            {
                proposals.Add(proposal);
            }
        }

        return proposals;
    }

    /// <summary>The separation margin, and how many labels are predicted.</summary>
    private static (double Margin, int Labels) Margin(ReadOnlySpan<float> probabilities)
    {
        var (positive, negative, labels) = (1.0, -1.0, 0);
        foreach (var p in probabilities)
        {
            var f = (2.0 * p) - 1;
            labels += p > 0.5f ? 1 : 0;
            (positive, negative) = p > 0.5f ? (Math.Min(positive, f), negative) : (positive, Math.Max(negative, f));
        }

        return (positive - negative, labels);
    }
}
