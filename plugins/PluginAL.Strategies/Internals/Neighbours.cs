using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// The nearest neighbours of rows within a view: exact up to <see cref="ExactRows"/> rows; above, through an inverted-file index with √N lists,
/// whose recall is measured on a sample of the rows against the exact neighbours and logged.
/// </summary>
internal sealed class Neighbours
{
    internal const int ExactRows = 20_000;
    private const int Probes = 4;
    private const int RecallRows = 128;
    private const int RowsPerPart = 1024;

    private readonly PoolView _view;
    private readonly DistanceMetric _metric;
    private readonly InvertedFileIndex? _index;

    public Neighbours(QueryContext context, PoolView view, DistanceMetric metric, int k, int exactRows = ExactRows)
    {
        _view = view;
        _metric = metric;
        if (view.Count > exactRows)
        {
            _index = InvertedFileIndex.Build(
                view.Embeddings, view.Width, metric, (int)Math.Sqrt(view.Count), unchecked((int)context.Random.For("neighbours").Bits(0)) & int.MaxValue);
            context.Log.Information(
                $"Neighbours among {view.Count} rows are approximate: {_index.ListCount} lists, {Math.Min(Probes, _index.ListCount)} looked through, recall {Recall(k):0.000} of {k} neighbours on {RecallRows} rows.");
        }
    }

    /// <summary>Visits the k nearest other rows of every row; from several threads at once.</summary>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="visit">Gets a row, its neighbours (nearest first; fewer than k where there are no more) and their distances.</param>
    public void ForEach(int k, CancellationToken cancellation, NeighbourVisitor visit) => Parts.ForEach(
        _view.Count,
        cancellation,
        (first, count) =>
        {
            var (rows, distances) = (new long[count * (k + 1)], new float[count * (k + 1)]);
            var queries = _view.Embeddings.AsSpan(first * _view.Width, count * _view.Width);
            if (_index is null)
            {
                ExactNeighbours.Search(queries, _view.Embeddings, _view.Width, _metric, k + 1, rows, distances);
            }
            else
            {
                _index.Search(queries, Math.Min(Probes, _index.ListCount), k + 1, rows, distances);
            }

            for (var i = 0; i < count; i++)
            {
                var found = Others(first + i, rows.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
                visit(first + i, rows.AsSpan(i * (k + 1), found), distances.AsSpan(i * (k + 1), found));
            }
        },
        RowsPerPart);

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

    private double Recall(int k)
    {
        var queries = new float[RecallRows * _view.Width];
        for (var i = 0; i < RecallRows; i++)
        {
            _view.Embedding((int)((long)i * _view.Count / RecallRows)).CopyTo(queries.AsSpan(i * _view.Width));
        }

        var (exact, near, distances) = (new long[RecallRows * k], new long[RecallRows * k], new float[RecallRows * k]);
        ExactNeighbours.Search(queries, _view.Embeddings, _view.Width, _metric, k, exact, distances, Parts.Threads);
        _index!.Search(queries, Math.Min(Probes, _index.ListCount), k, near, distances);
        var hits = 0;
        for (var i = 0; i < RecallRows; i++)
        {
            hits += exact.AsSpan(i * k, k).ToArray().Intersect(near.AsSpan(i * k, k).ToArray()).Count();
        }

        return (double)hits / exact.Length;
    }
}

/// <summary>Looks at a row's neighbours.</summary>
internal delegate void NeighbourVisitor(int row, ReadOnlySpan<long> neighbours, ReadOnlySpan<float> distances);
