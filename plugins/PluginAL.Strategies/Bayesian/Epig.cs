using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// EPIG, the expected predictive information gain: what a row's label says about the labels of target rows, E_{x*} I(y; y*) =
/// E_{x*} [H(y) + H(y*) − H(y, y*)] with p(y, y*) = (1/M) Σ_m p_m(y) p_m(y*), in nats (Bickford Smith, Kirsch, Farquhar, Gal, Foster and
/// Rainforth 2023, "Prediction-oriented Bayesian active learning"). Unlike BALD it does not chase rows that no prediction depends on.
/// </summary>
/// <remarks>Batch: the highest scores, duplicates last. In a cold start there is no committee: the session draws at random. O(N · T · C² · M)
/// with T targets; of more than <c>candidates</c> a random sample is scored.</remarks>
/// <param name="options">Targets and candidates.</param>
[Strategy("epig", Summary = "What a row's label says about the labels of other rows.", Needs = Signals.Members | Signals.Embeddings, ClassesOnly = true)]
public sealed class Epig(EpigOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Members | Signals.Embeddings);
        var drawn = (int)Math.Min(options.Targets, context.Candidates.Count);
        var targets = PoolView.Of(context, PoolView.Sample(context.Candidates, drawn, context.Random.For("targets")), Signals.Members);
        var scores = new float[view.Count];
        Parts.ForEach(
            view.Count,
            context.Cancellation,
            (first, rows) =>
            {
                for (var i = first; i < first + rows; i++)
                {
                    scores[i] = (float)Gain(view, i, targets);
                }
            },
            64);
        return new Batch(view, count).Best(scores);
    }

    internal static double Gain(PoolView view, int row, PoolView targets)
    {
        var (members, classes) = (view.MemberCount, view.Classes);
        var p = view.Members.AsSpan(row * members * classes, members * classes);
        Span<float> mean = new float[classes];
        Mean(p, classes, mean);
        Span<float> targetMean = new float[classes];
        var total = 0.0;
        for (var t = 0; t < targets.Count; t++)
        {
            var q = targets.Members.AsSpan(t * members * classes, members * classes);
            Mean(q, classes, targetMean);
            var gain = 0.0;
            for (var a = 0; a < classes; a++)
            {
                for (var b = 0; b < classes; b++)
                {
                    var joint = 0f;
                    for (var m = 0; m < members * classes; m += classes)
                    {
                        joint += p[m + a] * q[m + b];
                    }

                    joint /= members;
                    var apart = mean[a] * targetMean[b];
                    gain += joint > 0 && apart > 0 ? joint * MathF.Log(joint / apart) : joint;
                }
            }

            total += gain;
        }

        return Math.Max(0, total / targets.Count);
    }

    private static void Mean(ReadOnlySpan<float> members, int classes, Span<float> mean)
    {
        mean.Clear();
        for (var i = 0; i < members.Length; i++)
        {
            mean[i % classes] += members[i] * classes / members.Length;
        }
    }
}
