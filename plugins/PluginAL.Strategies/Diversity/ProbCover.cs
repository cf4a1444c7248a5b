using System.Numerics;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// ProbCover: the row whose ball of radius δ holds most rows that no ball around a labelled or picked row covers yet: greedy maximum
/// coverage (Yehuda, Dekel, Hacohen and Weinshall 2022, "Active learning through a covering lens").
/// </summary>
/// <remarks>
/// A pick's score is the number of rows that it newly covers, itself included. Batch: what a pick covers counts no more, so duplicates come last;
/// when everything is covered, the rest is chosen farthest first. Looks at no model and starts cold. O(n² · E) time and n² ÷ 8 bytes for n
/// candidates; of more than <c>candidates</c> a random sample, whose coverage estimates that of all.
/// </remarks>
/// <param name="options">The radius and how many candidates are looked at.</param>
[Strategy("probcover", Summary = "The row whose ball covers most rows that are not covered yet.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class ProbCover(ProbCoverOptions options) : IQueryStrategy
{
    private const int PurityRows = 5000;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var delta = options.Delta > 0 ? options.Delta / view.Unit : Delta(context, view);
        var radius = (float)(delta * delta);
        var words = (view.Count + 63) / 64;
        var balls = Balls(context, view, radius, words);

        var open = new ulong[words];
        var nearest = Distance.ToNearest(view, labelled, context.Cancellation);
        for (var i = 0; i < view.Count; i++)
        {
            if (!(nearest[i] <= radius))
            {
                open[i >> 6] |= 1UL << i;
            }
        }

        // Coverage never grows, so an old count is an upper bound: only rows that may still win are counted again.
        var queue = new PriorityQueue<(int Row, int Round), (int Negative, int Row)>();
        for (var i = 0; i < view.Count; i++)
        {
            var covers = Covers(balls[i], open);
            queue.Enqueue((i, 0), (-covers, i));
        }

        var batch = new Batch(view, count);
        for (var round = 0; batch.Left > 0 && queue.TryDequeue(out var best, out var priority);)
        {
            if (priority.Negative == 0)
            {
                break;
            }

            if (best.Round < round)
            {
                queue.Enqueue((best.Row, round), (-Covers(balls[best.Row], open), best.Row));
            }
            else if (batch.TryTake(best.Row, -priority.Negative))
            {
                round++;
                for (var w = 0; w < words; w++)
                {
                    open[w] &= ~balls[best.Row][w];
                }
            }
        }

        return batch.Left == 0 ? batch.Complete() : FarthestFirst.Complete(context, view, labelled, batch);
    }

    private static int Covers(ulong[] ball, ulong[] open)
    {
        var covers = 0;
        for (var w = 0; w < ball.Length; w++)
        {
            covers += BitOperations.PopCount(ball[w] & open[w]);
        }

        return covers;
    }

    private static ulong[][] Balls(QueryContext context, PoolView view, float radius, int words)
    {
        var balls = new ulong[view.Count][];
        Parts.ForEach(
            view.Count,
            context.Cancellation,
            (first, rows) =>
            {
                var distances = new float[view.Count];
                for (var i = first; i < first + rows; i++)
                {
                    Distances.ToRows(DistanceMetric.SquaredEuclidean, view.Embedding(i), view.Embeddings, distances);
                    var ball = balls[i] = new ulong[words];
                    for (var j = 0; j < distances.Length; j++)
                    {
                        if (distances[j] <= radius)
                        {
                            ball[j >> 6] |= 1UL << j;
                        }
                    }
                }
            },
            256);
        return balls;
    }

    /// <summary>
    /// In the view's unit, the largest radius at which the wanted share of balls is pure: a ball is pure up to the distance of the nearest row of another
    /// pseudo-label, so it is a quantile of these distances.
    /// </summary>
    private double Delta(QueryContext context, PoolView all)
    {
        var classes = Math.Max(2, context.Classes.Count);
        var rows = Math.Min(PurityRows, all.Count);
        var sample = PoolView.Sample(RowSet.AllExcept(all.Count, []), rows, context.Random.For("purity"));
        var values = new float[rows * all.Width];
        for (var i = 0; i < rows; i++)
        {
            all.Embedding((int)sample[i]).CopyTo(values.AsSpan(i * all.Width));
        }

        var labels = Strategies.Clusters.Fit(context, new Scoring.Clustering.RowTable(values, all.Width), classes, 20).Assignments;
        var pure = new float[rows];
        Parts.ForEach(
            rows,
            context.Cancellation,
            (first, count) =>
            {
                var distances = new float[rows];
                for (var i = first; i < first + count; i++)
                {
                    Distances.ToRows(DistanceMetric.SquaredEuclidean, values.AsSpan(i * all.Width, all.Width), values, distances);
                    var nearest = float.PositiveInfinity;
                    for (var j = 0; j < rows; j++)
                    {
                        nearest = labels[j] != labels[i] && distances[j] < nearest ? distances[j] : nearest;
                    }

                    pure[i] = nearest;
                }
            },
            64);
        Array.Sort(pure);
        var delta = Math.Sqrt(pure[Math.Min(rows - 1, (int)((1 - options.Purity) * rows))]);

        // A ball reaches up to, not to, the first row of another kind. All rows alike: any ball is pure.
        delta = double.IsFinite(delta) ? Math.BitDecrement((float)delta) : 1;
        context.Log.Information($"Radius {delta * all.Unit:g4}: {options.Purity:p0} of the balls are pure (option 'delta').");
        return delta;
    }
}
