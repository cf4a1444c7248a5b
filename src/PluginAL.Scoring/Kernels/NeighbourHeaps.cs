using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>The k nearest rows of each query: the smallest keys, equal ones by the lower row. A heap for each, the worst on top.</summary>
internal sealed class NeighbourHeaps
{
    private double[] _keys = [];
    private long[] _rows = [];
    private int[] _counts = [];
    private int _queries;

    internal NeighbourHeaps(int queries, int k) => Reset(queries, k);

    internal int K { get; private set; }

    /// <summary>Begins anew, with the arrays there are where they suffice.</summary>
    internal void Reset(int queries, int k)
    {
        (_queries, K) = (queries, k);
        long length = (long)queries * k;
        if (_keys.Length < length)
        {
            _keys = new double[length];
            _rows = new long[length];
        }
        if (_counts.Length < queries) _counts = new int[queries];
        Array.Clear(_counts);
    }

    internal int Count(int query) => _counts[query];

    /// <summary>What a key must not exceed to matter: +∞ until k rows are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Worst(int query) => _counts[query] < K ? double.PositiveInfinity : _keys[(long)query * K];

    /// <summary>Takes a row if it is among the best; tells whether the worst that is kept may have changed.</summary>
    internal bool Offer(int query, double key, long row)
    {
        int k = K;
        Span<double> keys = _keys.AsSpan(query * k, k);
        Span<long> rows = _rows.AsSpan(query * k, k);
        int count = _counts[query];
        if (count < k)
        {
            _counts[query] = count + 1;
            int i = count;
            while (i > 0)
            {
                int parent = (i - 1) / 2;
                if (!IsBefore(keys[parent], rows[parent], key, row)) break;
                keys[i] = keys[parent];
                rows[i] = rows[parent];
                i = parent;
            }
            keys[i] = key;
            rows[i] = row;
            return count + 1 == k;
        }
        if (!IsBefore(key, row, keys[0], rows[0])) return false;
        Sink(keys, rows, key, row);
        return true;
    }

    internal void Merge(NeighbourHeaps other)
    {
        for (int q = 0; q < _queries; q++)
        {
            int start = q * other.K;
            for (int i = 0; i < other._counts[q]; i++) Offer(q, other._keys[start + i], other._rows[start + i]);
        }
    }

    /// <summary>Sorts a query's rows, nearest first. The heap must not be added to any more.</summary>
    internal int Sort(int query, out ReadOnlySpan<double> keys, out ReadOnlySpan<long> rows)
    {
        int count = _counts[query];
        Span<double> sortedKeys = _keys.AsSpan(query * K, count);
        Span<long> sortedRows = _rows.AsSpan(query * K, count);
        for (int left = count - 1; left > 0; left--)
        {
            double key = sortedKeys[left];
            long row = sortedRows[left];
            sortedKeys[left] = sortedKeys[0];
            sortedRows[left] = sortedRows[0];
            Sink(sortedKeys[..left], sortedRows[..left], key, row);
        }
        keys = sortedKeys;
        rows = sortedRows;
        return count;
    }

    /// <summary>Puts an entry in the place of the top, then where it belongs.</summary>
    private static void Sink(Span<double> keys, Span<long> rows, double key, long row)
    {
        int i = 0;
        while (true)
        {
            int child = 2 * i + 1;
            if (child >= keys.Length) break;
            if (child + 1 < keys.Length && IsBefore(keys[child], rows[child], keys[child + 1], rows[child + 1])) child++;
            if (!IsBefore(key, row, keys[child], rows[child])) break;
            keys[i] = keys[child];
            rows[i] = rows[child];
            i = child;
        }
        keys[i] = key;
        rows[i] = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBefore(double key, long row, double otherKey, long otherRow) =>
        key < otherKey || (key == otherKey && row < otherRow);
}
