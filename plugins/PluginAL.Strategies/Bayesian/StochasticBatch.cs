using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// A stochastic batch over any pointwise strategy: rows drawn without replacement with chances proportional to s^β (power), exp(β s) (Gibbs) or
/// rank^−β (rank) (Kirsch and others 2023, "Stochastic batch acquisition: a simple baseline for deep active learning").
/// </summary>
/// <remarks>
/// The k highest of log weight plus a Gumbel variate are such a draw (Yellott 1977; Kool, van Hoof and Welling 2019). A row's score is that
/// sum; its probability is that of its draw among the rows that were left, weight ÷ Σ of the weights left. Power takes scores below 10⁻³⁰ for
/// 10⁻³⁰. Needs what its strategy needs. O(N) beside the scoring, and the whole list of scores for ranks only.
/// </remarks>
/// <param name="options">The strategy and the scheme.</param>
[Strategy("stochastic", Summary = "Draws rows with chances that grow with the scores of any pointwise strategy.", Needs = Signals.None)]
public sealed class StochasticBatch(StochasticBatchOptions options) : ICompositeStrategy
{
    private const int RowsPerBlock = 8192;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; } = [options.Strategy];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (rows, weights) = (new List<long>(), new List<float>());
        foreach (var block in context.Candidates.Rows().Chunk(RowsPerBlock))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var scores = new float[block.Length];
            context.Score(options.Strategy, block, scores);
            rows.AddRange(block);
            weights.AddRange(scores);
        }

        var logWeights = LogWeights(options.Scheme, weights.ToArray(), options.Beta);
        var greatest = logWeights.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var left = logWeights.Where(double.IsFinite).Sum(weight => Math.Exp(weight - greatest));
        var keys = new float[logWeights.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = double.IsFinite(logWeights[i]) ? (float)(logWeights[i] + Gumbel(context.Random, rows[i])) : float.NaN;
        }

        var top = new TopK(count);
        for (var i = 0; i < keys.Length; i++)
        {
            top.Add(keys[i], i);
        }

        var selected = new List<SelectedRow>(count);
        foreach (var pick in top.ToArray())
        {
            var weight = Math.Exp(logWeights[pick.Row] - greatest);
            selected.Add(new SelectedRow(rows[(int)pick.Row], pick.Score, Math.Clamp(weight / left, 0, 1)));
            left = Math.Max(left - weight, double.Epsilon);
        }

        return selected;
    }

    /// <summary>The logarithm of each row's weight; NaN where the score is not finite.</summary>
    internal static double[] LogWeights(StochasticScheme scheme, float[] scores, double beta)
    {
        var weights = new double[scores.Length];
        if (scheme == StochasticScheme.Rank)
        {
            var order = Batch.Order(scores);
            for (var rank = 0; rank < order.Length; rank++)
            {
                weights[order[rank]] = float.IsFinite(scores[order[rank]]) ? -beta * Math.Log(rank + 1) : double.NaN;
            }

            return weights;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = float.IsFinite(scores[i]) ? LogWeight(scheme, scores[i], beta) : double.NaN;
        }

        return weights;
    }

    internal static double LogWeight(StochasticScheme scheme, float score, double beta) =>
        scheme == StochasticScheme.Gibbs ? beta * score : beta * Math.Log(float.IsNaN(score) ? double.NaN : Math.Max(score, 1e-30));

    /// <summary>A standard Gumbel variate, −ln(−ln u), a function of the row.</summary>
    internal static double Gumbel(RandomSource random, long row) => -Math.Log(-Math.Log((random.Uniform(row) + (0.5 / (1UL << 53)))));
}
