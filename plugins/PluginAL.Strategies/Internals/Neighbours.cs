using System.Buffers;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// The nearest neighbours of rows within a view: exact up to <see cref="ExactRows"/> rows; above, the rows are divided into √N lists by k-means, and those
/// of a list are compared with the rows of the lists nearest to it, which makes a comparison many times as cheap as row by row. So many lists are looked
/// through that <see cref="Enough"/> of the exact neighbours of a sample are found, as far as <see cref="MostPairs"/> allows; the recall is logged.
/// </summary>
internal sealed class Neighbours
{
    internal const int ExactRows = 20_000;
    private const int LeastProbes = 16;
    private const double Enough = 0.95;

    /// <summary>The most pairs of rows to compare: 100 lists for each of a million rows, about a minute of processor time where rows have 64 values.</summary>
    private const double MostPairs = 1e11;
    private const int Iterations = 10;
    private const int RecallLists = 64;
    private const int RecallRows = 4;
    private const int RowsPerPart = 1024;

    private readonly PoolView _view;

    /// <summary>The finite rows, list by list.</summary>
    private readonly int[] _rows = [];

    /// <summary>Where each list begins in <see cref="_rows"/>, and their end; empty: exact.</summary>
    private readonly int[] _offsets = [];

    /// <summary>For each list the nearest ones, itself among them.</summary>
    private readonly long[] _near = [];
    private readonly int _most;
    private int _probes;

    public Neighbours(QueryContext context, PoolView view, int k, int exactRows = ExactRows)
    {
        _view = view;
        var finite = Enumerable.Range(0, view.Count).Count(row => !view.Embedding(row).ContainsAnyExceptInRange(float.MinValue, float.MaxValue));
        if (view.Count <= exactRows || finite == 0)
        {
            return;
        }

        var clusters = Clusters.Fit(context, view.Table, (int)Math.Sqrt(finite), Iterations);
        var lists = clusters.Rows(view.Width);
        _rows = [.. lists.SelectMany(list => list)];
        _offsets = new int[lists.Length + 1];
        for (var list = 0; list < lists.Length; list++)
        {
            _offsets[list + 1] = _offsets[list] + lists[list].Length;
        }

        _most = Math.Min(lists.Length, (int)Math.Max(LeastProbes, MostPairs / ((double)finite * finite / lists.Length)));
        _near = new long[lists.Length * _most];
        ExactNeighbours.Search(clusters.Centres, clusters.Centres, view.Width, DistanceMetric.Euclidean, _most, _near, new float[_near.Length], Parts.Threads);
        var recall = Probe(k, context.Cancellation);
        context.Log.Information(
            $"Neighbours among {view.Count} rows are approximate: {lists.Length} lists, {_probes} looked through, recall {recall:0.000} of {k} neighbours on a sample.");
    }

    /// <summary>Visits the k nearest other rows of every row; from several threads at once.</summary>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="visit">Gets a row, its neighbours (nearest first; fewer than k where there are no more) and their distances.</param>
    public void ForEach(int k, CancellationToken cancellation, NeighbourVisitor visit)
    {
        if (_offsets.Length > 0)
        {
            Parts.ForEach(_offsets.Length - 1, cancellation, (list, _) => Search(list, k, int.MaxValue, visit), 1);
            return;
        }

        Parts.ForEach(
            _view.Count,
            cancellation,
            (first, count) =>
            {
                var (rows, distances) = (new long[count * (k + 1)], new float[count * (k + 1)]);
                ExactNeighbours.Search(
                    _view.Embeddings.AsSpan(first * _view.Width, count * _view.Width), _view.Embeddings, _view.Width, DistanceMetric.Euclidean, k + 1, rows, distances);
                for (var i = 0; i < count; i++)
                {
                    var found = Others(first + i, rows.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
                    visit(first + i, rows.AsSpan(i * (k + 1), found), distances.AsSpan(i * (k + 1), found));
                }
            },
            RowsPerPart);
    }

    /// <summary>The neighbours of the first rows of a list.</summary>
    private void Search(int list, int k, int most, NeighbourVisitor visit)
    {
        // Rows are brought together a part at a time: a second copy of all of them would be as large as the first.
        var buffer = ArrayPool<float>.Shared.Rent(RowsPerPart * _view.Width);
        var end = (int)Math.Min(_offsets[list + 1], (long)_offsets[list] + most);
        for (var first = _offsets[list]; first < end; first += RowsPerPart)
        {
            var own = _rows.AsSpan(first, Math.Min(RowsPerPart, end - first));
            var search = new NeighbourSearch(Together(own, buffer), _view.Width, DistanceMetric.Euclidean, k + 1);
            foreach (var near in _near.AsSpan(list * _most, _probes))
            {
                for (var (at, to) = (_offsets[near], _offsets[near + 1]); at < to; at += RowsPerPart)
                {
                    search.Add(Together(_rows.AsSpan(at, Math.Min(RowsPerPart, to - at)), buffer), at);
                }
            }

            var (rows, distances) = (new long[own.Length * (k + 1)], new float[own.Length * (k + 1)]);
            search.CopyTo(rows, distances);
            foreach (ref var row in rows.AsSpan())
            {
                row = row < 0 ? -1 : _rows[row];
            }

            for (var i = 0; i < own.Length; i++)
            {
                var found = Others(own[i], rows.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
                visit(own[i], rows.AsSpan(i * (k + 1), found), distances.AsSpan(i * (k + 1), found));
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private Span<float> Together(ReadOnlySpan<int> rows, float[] buffer)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            _view.Embedding(rows[i]).CopyTo(buffer.AsSpan(i * _view.Width));
        }

        return buffer.AsSpan(0, rows.Length * _view.Width);
    }

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

    /// <summary>Finds out how many lists must be looked through; the share of the exact neighbours of some rows that are found then.</summary>
    private double Probe(int k, CancellationToken cancellation)
    {
        var lists = _offsets.Length - 1;
        var sample = new List<int>();
        var firsts = Enumerable.Range(0, Math.Min(lists, RecallLists)).Select(i => (int)((long)i * lists / Math.Min(lists, RecallLists))).ToArray();
        foreach (var list in firsts)
        {
            sample.AddRange(_rows.AsSpan(_offsets[list], Math.Min(RecallRows, _offsets[list + 1] - _offsets[list])));
        }

        var (exact, distances) = (new long[sample.Count * (k + 1)], new float[sample.Count * (k + 1)]);
        float[] queries = [.. sample.SelectMany(row => _view.Embedding(row).ToArray())];
        ExactNeighbours.Search(queries, _view.Embeddings, _view.Width, DistanceMetric.Euclidean, k + 1, exact, distances, Parts.Threads);
        var (nearest, all) = (new Dictionary<int, long[]>(), 0);
        for (var i = 0; i < sample.Count; i++)
        {
            var count = Others(sample[i], exact.AsSpan(i * (k + 1), k + 1), distances.AsSpan(i * (k + 1), k + 1));
            nearest[sample[i]] = exact.AsSpan(i * (k + 1), count).ToArray();
            all += count;
        }

        for (_probes = Math.Min(LeastProbes, _most); ; _probes = Math.Min(_probes * 3 / 2, _most))
        {
            var hits = 0;
            Parts.ForEach(
                firsts.Length,
                cancellation,
                (at, _) => Search(firsts[at], k, RecallRows, (row, rows, _) => Interlocked.Add(ref hits, nearest[row].Intersect(rows.ToArray()).Count())),
                1);
            var recall = all == 0 ? 1 : (double)hits / all;
            if (recall >= Enough || _probes == _most)
            {
                return recall;
            }
        }
    }
}

/// <summary>Looks at a row's neighbours.</summary>
internal delegate void NeighbourVisitor(int row, ReadOnlySpan<long> neighbours, ReadOnlySpan<float> distances);
