using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Annotators;

/// <summary>
/// CEAL, cost-effective active learning from diverse labellers (Huang, Chen, Mu and Zhou 2017): the pair of row and annotator with the greatest
/// Q(x, a) = u(x) · q_a(x) ÷ cost_a, where u is the model's uncertainty 1 − p₁ and q_a(x) how often a was right on the labelled rows nearest to x. So who is good at a kind of row gets it,
/// and who is good at everything and expensive only what others cannot do.
/// </summary>
/// <remarks>
/// q_a(x) = (1 + Σ w_j [a agreed with the consensus on j]) ÷ (2 + Σ w_j) over the k nearest of the rows that a has labelled, with w = 1 ÷ (1 + ‖x − x_j‖): an annotator without labels there
/// has ½. A library was seen to weigh by the distance itself, so that far rows count most; nearer ones do here. A row is asked about once in a batch. O(candidates · labels · E).
/// </remarks>
/// <param name="neighbours">k, at least 1.</param>
public sealed class CostEffective(int neighbours = 10) : IAnnotatorStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<AnnotatorQuery> Select(AnnotatorContext context, int count)
    {
        var table = Table(context);
        var annotators = context.Labels.AnnotatorCount;
        return
        [
            .. Enumerable.Range(0, context.Candidates.Count)
                .Select(i => (Row: context.Candidates[i], Best: Enumerable.Range(0, annotators).Where(a => context.CanAsk(context.Candidates[i], a)).Select(a => (Annotator: a, Score: table[i, a]))
                    .OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Annotator).Select(pair => ((int, double)?)pair).FirstOrDefault()))
                .Where(pair => pair.Best is not null)
                .OrderByDescending(pair => pair.Best!.Value.Item2).ThenBy(pair => pair.Row)
                .Take(count)
                .Select(pair => new AnnotatorQuery(pair.Row, pair.Best!.Value.Item1, pair.Best.Value.Item2, false)),
        ];
    }

    /// <summary>Q of every candidate and annotator.</summary>
    /// <param name="context">What is known.</param>
    /// <returns>(candidates, A).</returns>
    public double[,] Table(AnnotatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Layout != FeatureLayout.Dense)
        {
            throw new ArgumentException("CEAL measures distances between dense rows; give dense features.", nameof(context));
        }

        var annotators = context.Labels.AnnotatorCount;
        long[] rows = [.. context.Labels.Rows];
        var known = new float[rows.Length * context.Features.Width];
        var right = new bool?[rows.Length, annotators];
        for (var i = 0; i < rows.Length; i++)
        {
            context.Features.Block(rows[i], 1).Values.CopyTo(known.AsSpan(i * context.Features.Width));
            foreach (var (annotator, @class) in context.Labels.Of(rows[i]))
            {
                right[i, annotator] = @class == context.Consensus[i];
            }
        }

        var uncertainty = context.Uncertainty();
        var table = new double[uncertainty.Length, annotators];
        var distances = new float[rows.Length];
        var order = new int[rows.Length];
        for (var i = 0; i < uncertainty.Length; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Distances.ToRows(DistanceMetric.Euclidean, context.Features.Block(context.Candidates[i], 1).Values, known, distances);
            for (var j = 0; j < order.Length; j++)
            {
                order[j] = j;
            }

            Array.Sort((float[])distances.Clone(), order);
            for (var a = 0; a < annotators; a++)
            {
                var (sum, weights, left) = (1.0, 2.0, neighbours);
                foreach (var j in order)
                {
                    if (right[j, a] is { } agreed)
                    {
                        var weight = 1 / (1.0 + distances[j]);
                        weights += weight;
                        sum += agreed ? weight : 0;
                        if (--left == 0)
                        {
                            break;
                        }
                    }
                }

                table[i, a] = uncertainty[i] * (sum / weights) / context.Cost(a);
            }
        }

        return table;
    }
}
