using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>The memory of neighbour searches, kept from call to call, so that searches of the same or a smaller size allocate nothing.</summary>
/// <remarks>The first search, and each larger one, makes it grow. Not thread-safe: one for each thread. What a search finds does not depend on what
/// the workspace was used for before.</remarks>
public sealed class NeighbourWorkspace
{
    private NeighbourSearch? _search;
    private NeighbourSearch[] _forks = [];
    private NeighbourSearch? _lists;
    private NeighbourHeaps? _heaps;
    private long[] _numbers = [];
    private float[] _distances = [];

    /// <summary>A search of rows.</summary>
    internal NeighbourSearch Search(ReadOnlySpan<float> queries, int width, DistanceMetric metric, int k) =>
        Begin(ref _search, queries, width, metric, k);

    /// <summary>Forks of the search of rows that has just begun.</summary>
    internal ReadOnlySpan<NeighbourSearch> Forks(NeighbourSearch search, int count)
    {
        for (int i = 0; i < Math.Min(count, _forks.Length); i++) _forks[i].ResetFork(search);
        if (_forks.Length < count) _forks = [.. _forks, .. Enumerable.Range(0, count - _forks.Length).Select(_ => search.Fork())];
        return _forks.AsSpan(0, count);
    }

    /// <summary>A search of the lists of an index, beside one of rows.</summary>
    internal NeighbourSearch ListSearch(ReadOnlySpan<float> queries, int width, DistanceMetric metric, int k) =>
        Begin(ref _lists, queries, width, metric, k);

    internal NeighbourHeaps Heaps(int queries, int k)
    {
        if (_heaps is null) return _heaps = new(queries, k);
        _heaps.Reset(queries, k);
        return _heaps;
    }

    /// <summary>Room for the lists of an index.</summary>
    internal void Lists(int count, out Span<long> numbers, out Span<float> distances)
    {
        if (_numbers.Length < count) (_numbers, _distances) = (new long[count], new float[count]);
        numbers = _numbers.AsSpan(0, count);
        distances = _distances.AsSpan(0, count);
    }

    private static NeighbourSearch Begin(ref NeighbourSearch? search, ReadOnlySpan<float> queries, int width, DistanceMetric metric, int k)
    {
        if (search is null) return search = new(queries, width, metric, k);
        search.Reset(queries, width, metric, k);
        return search;
    }
}
