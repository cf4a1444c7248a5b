using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// FALCUN: draws rows with chances proportional to (u + d)^γ, u = 1 − (p₁ − p₂) being the uncertainty and d the L1 distance of the class
/// probabilities to those of the nearest pick, scaled to [0, 1] (Gilhuber, Beer, Ma and Seidl 2024, "FALCUN: a simple and efficient deep active
/// learning strategy").
/// </summary>
/// <remarks>
/// The first row is drawn by u^γ alone. A pick's score is its relevance u + d, its probability that of its draw. Batch: made for it, and fast, since it
/// works on C numbers for each row; duplicates last. In a cold start there are no probabilities: the session draws at random. O(N · C) for each pick.
/// </remarks>
/// <param name="options">The exponent and how many candidates are looked at.</param>
[Strategy("falcun", Summary = "Draws rows by margin and by distance in probability space to the earlier picks.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class Falcun(FalcunOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var uncertainty = Measured.Uncertainty(context, view, UncertaintyMeasure.Margin);
        var relevance = uncertainty.ToArray();
        var distances = new float[view.Count];
        Array.Fill(distances, float.PositiveInfinity);
        var batch = new Batch(view, count);
        var weights = new double[view.Count];
        for (var step = 0; batch.Left > 0; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Weigh(relevance, options.Gamma, batch, weights);
            var (row, probability) = Draw(weights, context.Random.Uniform(step));
            if (row < 0)
            {
                break;
            }

            if (!batch.TryTake(row, relevance[row], probability))
            {
                // A duplicate of a pick: out, for it would be drawn again.
                relevance[row] = float.NaN;
                uncertainty[row] = float.NaN;
                continue;
            }

            Lower(view, view.Probability(row).ToArray(), distances, context.Cancellation);
            var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var i = 0; i < distances.Length; i++)
            {
                if (!float.IsNaN(distances[i]))
                {
                    (least, most) = (Math.Min(least, distances[i]), Math.Max(most, distances[i]));
                }
            }

            for (var i = 0; i < distances.Length; i++)
            {
                relevance[i] = uncertainty[i] + (most > least ? (distances[i] - least) / (most - least) : 0);
            }
        }

        return batch.Complete();
    }

    private static void Weigh(float[] relevance, double gamma, Batch batch, double[] weights)
    {
        var greatest = 0f;
        for (var i = 0; i < relevance.Length; i++)
        {
            greatest = !batch.Has(i) && relevance[i] > greatest ? relevance[i] : greatest;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            // Relative to the greatest, so that no power vanishes that matters.
            weights[i] = batch.Has(i) || !(relevance[i] > 0) ? 0 : Math.Pow(relevance[i] / greatest, gamma);
        }
    }

    private static (int Row, double Probability) Draw(double[] weights, double uniform)
    {
        var total = weights.Sum();
        var (u, row) = (uniform * total, -1);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                row = i;
                if ((u -= weights[i]) < 0)
                {
                    break;
                }
            }
        }

        return (row, row < 0 ? 0 : weights[row] / total);
    }

    private static void Lower(PoolView view, float[] pick, float[] distances, CancellationToken cancellation) =>
        Parts.ForEach(view.Count, cancellation, (first, count) =>
        {
            Span<float> to = stackalloc float[count];
            Distances.ToRows(DistanceMetric.Manhattan, pick, view.Probabilities.AsSpan(first * view.Classes, count * view.Classes), to);
            for (var i = 0; i < count; i++)
            {
                distances[first + i] = Math.Min(distances[first + i], to[i]);
            }
        });
}
