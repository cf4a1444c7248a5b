using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// The nearest neighbours of rows within a view: exact up to <see cref="ExactRows"/> rows; above, among the rows of the lists of an inverted-file index
/// that are nearest to the row's own list, with √N lists. All rows of a list look through the same lists together, which makes a comparison many times as
/// cheap as row by row. The recall is measured on a sample of the rows against the exact neighbours and logged.
/// </summary>
internal sealed class Neighbours
{
    internal const int ExactRows = 20_000;
    private const int Probes = 16;
    private const int RecallLists = 16;
    private const int RecallRows = 8;
    private const int RowsPerPart = 1024;

    private readonly PoolView _view;
    private readonly DistanceMetric _metric;
    private readonly InvertedFileIndex? _index;
    private readonly long[] _near = [];

    public Neighbours(QueryContext context, PoolView view, DistanceMetric metric, int k, int exactRows = ExactRows)
    {
        _view = view;
        _metric = metric;
        var finite = Enumerable.Range(0, view.Count).Count(row => !view.Embedding(row).ContainsAnyExceptInRange(float.MinValue, float.MaxValue));
        if (view.Count > exactRows && finite > 0)
        {
            var seed = unchecked((int)context.Random.For("neighbours").Bits(0)) & int.MaxValue;
            _index = InvertedFileIndex.Build(view.Embeddings, view.Width, metric, (int)Math.Sqrt(finite), seed);
            Probed = Math.Min(Probes, _index.ListCount);
            _near = new long[_index.ListCount * Probed];
            var centroids = _index.Centroids.Span;
            ExactNeighbours.Search(centroids, centroids, view.Width, metric, Probed, _near, new float[_near.Length], Parts.Threads);
            context.Log.Information(
                $"Neighbours among {view.Count} rows are approximate: {_index.ListCount} lists, {Probed} looked through, recall {Recall(k):0.000} of {k} neighbours on a sample.");
        }
    }

    private int Probed { get; }

    /// <summary>Visits the k nearest other rows of every row; from several threads at once.</summary>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="visit">Gets a row, its neighbours (nearest first; fewer than k where there are no more) and their distances.</param>
    public void ForEach(int k, CancellationToken cancellation, NeighbourVisitor visit)
    {
        if (_index is not null)
        {
            Parts.ForEach(_index.ListCount, cancellation, (list, _) => Search(list, k, visit), 1);
            return;
        }

        Parts.ForEach(
            _view.Count,
            cancellation,
            (first, count) =>
            {
                var (rows, distances) = (new long[count * (k + 1)], new float[count * (k + 1)]);
                ExactNeighbours.Search(
                    _view.Embeddings.AsSpan(first * _view.Width, count * _view.Width), _view.Embeddings, _view.Width, _metric, k + 1, rows, distances);
                for (var i = 0; i < count; i++)
                {
                    var found = Others(first + i, rows.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
                    visit(first + i, rows.AsSpan(i * (k + 1), found), distances.AsSpan(i * (k + 1), found));
                }
            },
            RowsPerPart);
    }

    /// <summary>The neighbours of all rows of one list.</summary>
    private void Search(int list, int k, NeighbourVisitor visit)
    {
        var numbers = _index!.RowNumbers.Span;
        var (from, to) = Range(list);
        for (var first = from; first < to; first += RowsPerPart)
        {
            var count = (int)Math.Min(RowsPerPart, to - first);
            var search = new NeighbourSearch(_index.Vectors(first, count), _view.Width, _metric, k + 1);
            foreach (var near in _near.AsSpan(list * Probed, Probed))
            {
                var (start, end) = near < 0 ? (0, 0) : Range((int)near);
                if (end > start)
                {
                    search.Add(_index.Vectors(start, (int)(end - start)), start);
                }
            }

            var (rows, distances) = (new long[count * (k + 1)], new float[count * (k + 1)]);
            search.CopyTo(rows, distances);
            foreach (ref var row in rows.AsSpan())
            {
                row = row < 0 ? -1 : numbers[(int)row];
            }

            for (var i = 0; i < count; i++)
            {
                var self = (int)numbers[(int)first + i];
                var found = Others(self, rows.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
                visit(self, rows.AsSpan(i * (k + 1), found), distances.AsSpan(i * (k + 1), found));
            }
        }
    }

    private (long From, long To) Range(int list) => (_index!.Offsets.Span[list], _index.Offsets.Span[list + 1]);

    /// <summary>Takes the row itself out of its neighbours (or the last, where k duplicates hide it) and says how many are left.</summary>
    private static int Others(int self, Span<long> rows, Span<float> distances)
    {
        var found = rows.IndexOf(-1L);
        found = found < 0 ? rows.Length : found;
        var at = rows[..found].IndexOf(self);
        if (at >= 0)
        {
            rows[(at + 1)..found].CopyTo(rows[at..]);
            distances[(at + 1)..found].CopyTo(distances[at..]);
            return found - 1;
        }

        return Math.Min(found, rows.Length - 1);
    }

    /// <summary>The share of the exact neighbours that are found, on some rows of some lists.</summary>
    private double Recall(int k)
    {
        var found = new List<(int Row, long[] Rows)>();
        for (var sample = 0; sample < RecallLists; sample++)
        {
            var seen = 0;
            Search((int)((long)sample * _index!.ListCount / RecallLists), k, (row, neighbours, _) =>
            {
                if (seen++ < RecallRows)
                {
                    found.Add((row, neighbours.ToArray()));
                }
            });
        }

        var queries = found.SelectMany(one => _view.Embedding(one.Row).ToArray()).ToArray();
        var (exact, distances) = (new long[found.Count * (k + 1)], new float[found.Count * (k + 1)]);
        ExactNeighbours.Search(queries, _view.Embeddings, _view.Width, _metric, k + 1, exact, distances, Parts.Threads);
        var (hits, all) = (0, 0);
        for (var i = 0; i < found.Count; i++)
        {
            var count = Others(found[i].Row, exact.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
            hits += exact.AsSpan(i * (k + 1), count).ToArray().Intersect(found[i].Rows).Count();
            all += count;
        }

        return all == 0 ? 1 : (double)hits / all;
    }
}

/// <summary>Looks at a row's neighbours.</summary>
internal delegate void NeighbourVisitor(int row, ReadOnlySpan<long> neighbours, ReadOnlySpan<float> distances);
