using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// BatchBALD: rows whose labels together say most about the model, I(y₁ … y_b; ω) = H(y₁ … y_b) − E_ω Σ H(yᵢ | ω), greedily (Kirsch, van
/// Amersfoort and Gal 2019, "BatchBALD: efficient and diverse batch acquisition for deep Bayesian active learning").
/// </summary>
/// <remarks>
/// A pick's score is its gain, I(y₁ … y_k) − I(y₁ … y_{k−1}); the gains of a batch add up to its information. The gain of x is
/// Σ_s π_s H(Σ_m w_sm p_m(x)) − (1/M) Σ_m H(p_m(x)) over the joint outcomes s of the rows picked so far, with their probabilities π and the members'
/// posteriors w: exact while Cᵏ outcomes are few enough, sampled from then on. Information is submodular, so an old gain is an
/// upper bound and most rows need not be looked at again; the picks are those of the full greedy search. Batch: made for it; a duplicate
/// adds what noise leaves, and comes after all other rows. In a cold start there is no committee: the session draws at random. O(S · M · C) for each
/// gain with S outcomes.
/// </remarks>
/// <param name="options">Outcomes and candidates.</param>
[Strategy("batch-bald", Summary = "The batch whose labels together say most about the model, greedily.", Needs = Signals.Members | Signals.Embeddings, ClassesOnly = true)]
public sealed class BatchBald(BatchBaldOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, context.Candidates.Count);
        var top = new TopK(Math.Max(options.Candidates, count));
        var scores = Array.Empty<float>();
        context.ForEachBlock((in SignalBlock block) =>
        {
            if (scores.Length < block.Count)
            {
                scores = new float[block.Count];
            }

            Scoring.Committee.Score(CommitteeMeasure.MutualInformation, block.Members, block.MemberCount, block.ClassCount, scores.AsSpan(0, block.Count));
            for (var i = 0; i < block.Count; i++)
            {
                top.Add(scores[i], block.Row(i));
            }
        });
        var rows = top.ToArray().Select(scored => scored.Row).ToArray();
        Array.Sort(rows);
        if (rows.Length < count)
        {
            // Only rows that are not finite are left.
            rows = PoolView.Sample(context.Candidates, count, context.Random.For("candidates"));
        }
        else if (rows.Length < context.Candidates.Count)
        {
            context.Log.Information($"{rows.Length} of the {context.Candidates.Count} candidates were looked at, those of highest BALD (option 'candidates').");
        }

        var view = PoolView.Of(context, rows, Signals.Members | Signals.Embeddings);
        return Pick(context, view, count);
    }

    internal IReadOnlyList<SelectedRow> Pick(QueryContext context, PoolView view, int count)
    {
        var batch = new Batch(view, count);
        var joint = new JointOutcomes(view.MemberCount, view.Classes, options.Configurations, context.Random.For("outcomes"));
        var gains = new double[view.Count];
        Parts.ForEach(
            view.Count,
            context.Cancellation,
            (first, rows) =>
            {
                for (var i = first; i < first + rows; i++)
                {
                    gains[i] = joint.Gain(Members(view, i));
                }
            },
            64);
        var queue = new PriorityQueue<(int Row, int Round), (double Negative, int Row)>();
        for (var i = 0; i < view.Count; i++)
        {
            if (double.IsFinite(gains[i]))
            {
                queue.Enqueue((i, 0), (-gains[i], i));
            }
        }

        for (var round = 0; batch.Left > 0 && queue.TryDequeue(out var best, out var priority);)
        {
            if (best.Round < round)
            {
                if (batch.IsNew(best.Row))
                {
                    queue.Enqueue((best.Row, round), (-joint.Gain(Members(view, best.Row)), best.Row));
                }
            }
            else if (batch.TryTake(best.Row, -priority.Negative))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                joint.Add(Members(view, best.Row));
                round++;
            }
        }

        return batch.Complete();
    }

    private static ReadOnlySpan<float> Members(PoolView view, int row)
    {
        var size = view.MemberCount * view.Classes;
        return view.Members.AsSpan(row * size, size);
    }
}
