using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Active learning with cost embedding (ALCE; Huang and Lin 2016, "A novel uncertainty sampling algorithm for cost-sensitive multiclass active learning"): classes are points in a space
/// in which the distance from a truth to a decision is the root of its cost (<see cref="CostSpace"/>); ridge regression from the features foretells where a row's truth lies, and
/// the farther that is from every decision, the less any decision is right: score = min_k ‖z(x) − d_k‖.
/// </summary>
/// <remarks>Looks at no model and at no probability, so it needs no calibrated ones. Batch: the highest scores, duplicates last. In a cold start the session draws at random.
/// O(|L| E² + E³ + N E M) for M dimensions; of embeddings wider than the labels are many, the dual form, O(|L|³).</remarks>
[Strategy("cost-embedding", Summary = "How far a row is from every decision, where distances are costs.", Needs = Signals.Embeddings, ClassesOnly = true)]
public sealed class CostEmbedding : IQueryStrategy
{
    private const int MostDimensions = 16;

    private readonly CostEmbeddingOptions _options;
    private readonly double[][] _costs;

    /// <summary>Reads the costs.</summary>
    /// <param name="options">The costs and the regression.</param>
    /// <exception cref="PluginALException">The costs are not a square of numbers of at least 0.</exception>
    public CostEmbedding(CostEmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _costs) = (options, CostMatrix.Parse("cost-embedding", options.Costs));
        if (_costs.SelectMany(row => row).Any(cost => cost < 0))
        {
            throw PluginALException.Usage($"Option 'costs' of 'cost-embedding' is '{options.Costs}'; distances are not negative, so give costs of at least 0.");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var classes = context.Classes.Count;
        CostMatrix.Require("cost-embedding", _costs, classes);
        double[][] costs = _costs.Length > 0 ? _costs : [.. Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, classes).Select(k => c == k ? 0.0 : 1).ToArray())];
        var dimensions = _options.Dimensions > 0 ? _options.Dimensions : Math.Min(classes, MostDimensions);

        // One space for all rounds of a session.
        var space = CostSpace.Embed(costs, dimensions, new RandomSource(context.Random.Seed, "cost-embedding"));
        var view = PoolView.OfCandidates(context, _options.Candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var truths = new double[labelled.Count * dimensions];
        foreach (var (row, @class) in Labelled.Classes(context).Index())
        {
            space.Truth(@class).CopyTo(truths.AsSpan(row * dimensions));
        }

        var regression = RidgeRegression.Fit(labelled.Embeddings, labelled.Width, truths, dimensions, _options.Ridge);
        var scores = new float[view.Count];
        Parts.ForEach(view.Count, context.Cancellation, (first, rows) =>
        {
            var place = new double[dimensions];
            for (var i = first; i < first + rows; i++)
            {
                regression.Predict(view.Embedding(i), place);
                var nearest = double.PositiveInfinity;
                for (var k = 0; k < classes; k++)
                {
                    var decision = space.Decision(k);
                    var squared = 0.0;
                    for (var j = 0; j < dimensions; j++)
                    {
                        squared += (place[j] - decision[j]) * (place[j] - decision[j]);
                    }

                    nearest = double.IsNaN(squared) ? double.NaN : Math.Min(nearest, squared);
                }

                scores[i] = (float)Math.Sqrt(nearest);
            }
        }, 256);
        return new Batch(view, count).Best(scores);
    }
}
