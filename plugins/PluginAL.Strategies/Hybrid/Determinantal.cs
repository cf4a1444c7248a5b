using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// A determinantal diversifier over any pointwise strategy: the batch S of greatest det L_S with L = q q′ ∘ K, qualities q from the scores and the
/// similarity K = exp(−γ ‖x − y‖²), greedily (Kulesza and Taskar 2012, "Determinantal point processes for machine learning"; Bıyık, Wang, Anari and
/// Sadigh 2019, "Batch active learning using determinantal point processes"; the greedy search of Chen, Zhang and Zhou 2018).
/// </summary>
/// <remarks>
/// A pick's score is the logarithm of the factor by which the determinant grows. Batch: made for it; a duplicate makes the determinant 0 and
/// comes last. n = factor · batch rows: O(n · batch · (batch + E)) time and O(n · batch) memory; one scoring of the pool before.
/// </remarks>
/// <param name="options">The strategy, how many rows are looked at, the similarity.</param>
[Strategy("determinantal", Summary = "Of the best rows of any pointwise strategy, a batch of great determinant: good and unlike each other.", Needs = Signals.Embeddings)]
public sealed class Determinantal(DeterminantalOptions options) : ICompositeStrategy
{
    private const float Nothing = 1e-6f;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; } = options.Strategy.Length == 0 ? [] : [options.Strategy];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (view, scores) = Filtered.View(context, options.Strategy, options.Factor, options.Candidates, count);
        var (least, most) = (scores.Min(), scores.Max());
        var logQuality = Array.ConvertAll(scores, score => most > least ? options.Quality * (score - least) / (most - least) : 0);
        var kernel = new GaussianKernel(view.Table, options.Gamma * view.Unit * view.Unit, context.Cancellation);

        // det L_S = Π q² · det K_S, so the factor of K is enough.
        var diagonal = new float[view.Count];
        Array.Fill(diagonal, 1);
        var factor = new GrowingCholesky(diagonal);
        var gains = new float[view.Count];
        var batch = new Batch(view, count);
        while (batch.Left > 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < gains.Length; i++)
            {
                gains[i] = factor.Left[i] > Nothing ? (float)((2 * logQuality[i]) + Math.Log(factor.Left[i])) : float.NaN;
            }

            var best = Parts.Argmax(gains, row => !batch.Has(row));
            if (best < 0)
            {
                break;
            }

            if (!batch.TryTake(best, gains[best]))
            {
                factor.Left[best] = 0;
                continue;
            }

            factor.Add(best, kernel.Column(best));
        }

        // Nothing new is left in 24 bits: the others by quality.
        return batch.Left == 0 ? batch.Complete() : batch.Best(Array.ConvertAll(logQuality, quality => (float)quality));
    }
}
