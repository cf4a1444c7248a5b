using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Graph density: the mean weight of a row's edges in the graph of k nearest neighbours, Gra(x) = Σⱼ w(x, xⱼ) ÷ degree(x) with
/// w = exp(−d² ÷ 2σ²); after each pick its neighbours lose its density times the weight of the edge (Ebert, Fritz and Schiele 2012, "RALF: a reinforced
/// active learning formulation for object class recognition").
/// </summary>
/// <remarks>
/// Edges join a row with its k nearest others and with those whose neighbour it is; σ is the mean distance of neighbours. Labelled rows lower their k nearest candidates
/// as picks do. Batch: made for it, duplicates last. Looks at no model and starts cold. Neighbours are exact up to 20,000 candidates; above, see
/// <see cref="DensityWeighted"/>. O(N · k) memory.
/// </remarks>
/// <param name="options">The neighbours and how many candidates are looked at.</param>
[Strategy("graph-density", Summary = "The densest row of the neighbour graph; each pick lowers its neighbours.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class GraphDensity(GraphDensityOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, Math.Min(options.Candidates, PoolView.MaxValues / options.Neighbours), count, Signals.Embeddings);
        var k = options.Neighbours;
        var (edges, weights) = (new int[view.Count * k], new float[view.Count * k]);
        Array.Fill(edges, -1);
        new Neighbours(context, view, k).ForEach(k, context.Cancellation, (row, neighbours, distances) =>
        {
            for (var j = 0; j < neighbours.Length; j++)
            {
                (edges[(row * k) + j], weights[(row * k) + j]) = ((int)neighbours[j], distances[j]);
            }
        });
        var (sum, all) = (0.0, 0);
        for (var e = 0; e < edges.Length; e++)
        {
            (sum, all) = edges[e] >= 0 ? (sum + weights[e], all + 1) : (sum, all);
        }

        var sigma = all > 0 && sum > 0 ? sum / all : 1;
        for (var e = 0; e < edges.Length; e++)
        {
            weights[e] = Weight(weights[e], sigma);
        }

        var graph = new Graph(view.Count, k, edges, weights);
        var densities = graph.Densities();
        LowerByLabelled(context, view, densities, k, sigma);
        var batch = new Batch(view, count);
        while (batch.Left > 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var best = Parts.Argmax(densities);
            if (best < 0)
            {
                break;
            }

            var density = densities[best];
            if (batch.TryTake(best, density))
            {
                graph.ForEach(best, (other, weight) => densities[other] -= density * weight);
            }

            densities[best] = float.NaN;
        }

        return batch.Complete();
    }

    private static float Weight(double distance, double sigma) => (float)Math.Exp(-distance * distance / (2 * sigma * sigma));

    private static void LowerByLabelled(QueryContext context, PoolView view, float[] densities, int k, double sigma)
    {
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        if (labelled.Count == 0)
        {
            return;
        }

        var (near, distances) = (new long[labelled.Count * k], new float[labelled.Count * k]);
        ExactNeighbours.Search(labelled.Embeddings, view.Embeddings, view.Width, DistanceMetric.Euclidean, k, near, distances, Parts.Threads);
        for (var i = 0; i < labelled.Count; i++)
        {
            var found = near.AsSpan(i * k, k).ToArray().TakeWhile(row => row >= 0).Count();
            var edge = distances.AsSpan(i * k, found).ToArray().Select(distance => Weight(distance, sigma)).ToArray();
            for (var j = 0; j < found; j++)
            {
                densities[near[(i * k) + j]] -= edge.Average() * edge[j];
            }
        }
    }

    /// <summary>Edges of each row to its neighbours, and back.</summary>
    private sealed class Graph
    {
        private readonly int _k;
        private readonly int[] _edges;
        private readonly float[] _weights;
        private readonly int[] _start;
        private readonly int[] _back;

        public Graph(int rows, int k, int[] edges, float[] weights)
        {
            (_k, _edges, _weights, _start) = (k, edges, weights, new int[rows + 1]);
            foreach (var to in edges)
            {
                if (to >= 0)
                {
                    _start[to + 1]++;
                }
            }

            for (var i = 0; i < rows; i++)
            {
                _start[i + 1] += _start[i];
            }

            _back = new int[_start[rows]];
            var next = _start.AsSpan(0, rows).ToArray();
            for (var e = 0; e < edges.Length; e++)
            {
                if (edges[e] >= 0)
                {
                    _back[next[edges[e]]++] = e;
                }
            }
        }

        /// <summary>Visits each joined row once.</summary>
        public void ForEach(int row, Action<int, float> visit)
        {
            var own = _edges.AsSpan(row * _k, _k);
            for (var j = 0; j < own.Length; j++)
            {
                if (own[j] >= 0)
                {
                    visit(own[j], _weights[(row * _k) + j]);
                }
            }

            for (var b = _start[row]; b < _start[row + 1]; b++)
            {
                var from = _back[b] / _k;
                if (!_edges.AsSpan(row * _k, _k).Contains(from))
                {
                    visit(from, _weights[_back[b]]);
                }
            }
        }

        public float[] Densities()
        {
            var densities = new float[_start.Length - 1];
            for (var i = 0; i < densities.Length; i++)
            {
                var (sum, degree) = (0.0, 0);
                ForEach(i, (_, weight) => (sum, degree) = (sum + weight, degree + 1));
                densities[i] = degree == 0 ? 0 : (float)(sum / degree);
            }

            return densities;
        }
    }
}
