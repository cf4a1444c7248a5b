using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>The state of one farthest-first traversal; see <see cref="KCenter.Greedy"/> for what it computes.</summary>
internal sealed unsafe class KCenterSearch<L> : IDisposable where L : struct, ILanes<L>
{
    private const int Lanes = 8;
    private const int Block = 128; // rows whose bounds share a maximum
    private const int MaxTable = 4096;
    private const int BlocksForThreads = 64;
    private const float Never = -1; // the bound of a row that must not be picked
    private const float Slack = 1e-36f; // covers what underflow takes from a relative error

    private readonly RowTable _rows;
    private readonly long _count;
    private readonly int _width;
    private readonly int _threads;
    private readonly KCenterPruning _pruning;
    private readonly long _blocks;
    private readonly int _stride; // of a centre
    private readonly int _tableSize; // centres whose distances are known, a multiple of eight
    private readonly float _factor; // 4 with a margin: see Rest
    private readonly NativeArray<float> _bounds;
    private readonly NativeArray<float> _tops; // the greatest bound of each block
    private readonly NativeArray<int> _met; // centres met
    private readonly NativeArray<int> _nearest; // the centre at the bound's distance
    private readonly NativeArray<float> _centres;
    private readonly NativeArray<float> _between; // squared distances among the first centres
    private int _centreCount;

    internal KCenterSearch(RowTable rows, int maxCentres, int threads, KCenterPruning pruning)
    {
        _rows = rows;
        _count = rows.Count;
        _width = rows.Width;
        _threads = threads;
        _pruning = pruning;
        _blocks = (_count + Block - 1) / Block;
        _stride = (_width + Lanes - 1) & -Lanes;
        _tableSize = pruning == KCenterPruning.Full ? (Math.Min(maxCentres, TableCentres(_count)) + Lanes - 1) & -Lanes : 0;

        // With a relative error g of each square, 4 (1 + 3 g) suffices; see the remarks of RowDistance for g.
        double g = (_width / 16.0 + 16) / (1 << 23);
        _factor = (float)(4 * (1 + 8 * g));
        _bounds = new(_blocks * Block);
        _tops = new(_blocks);
        _met = new(_count);
        _nearest = new(_count);
        _centres = new((long)Math.Max(1, maxCentres) * _stride);
        _between = new((long)_tableSize * _tableSize);
    }

    /// <summary>The table may cost as much as a few passes over the rows, and a few floats for each.</summary>
    private static int TableCentres(long rows) => (int)Math.Min(MaxTable, 3 * Math.Sqrt(rows));

    public void Dispose()
    {
        _bounds.Dispose();
        _tops.Dispose();
        _met.Dispose();
        _nearest.Dispose();
        _centres.Dispose();
        _between.Dispose();
    }

    internal KCenterResult Run(int count, ReadOnlySpan<long> chosen, ReadOnlySpan<long> excluded, CancellationToken cancellation)
    {
        float* bounds = _bounds.Items;
        _bounds.Fill(Never);
        for (long i = 0; i < _count; i++) bounds[i] = float.PositiveInfinity;
        _tops.Fill(float.PositiveInfinity);
        _met.Fill(0);
        _nearest.Fill(0);
        _between.Fill(0);
        foreach (long row in excluded) bounds[row] = Never;
        foreach (long row in chosen) bounds[row] = Never;
        foreach (long row in chosen) Add(row);

        List<long> picks = [];
        List<float> distances = [];
        Tally tally = Tally.Nothing;
        long runnerUp = -1;
        if (_centreCount == 0 && count > 0 && First(ref tally) is >= 0 and var first)
        {
            picks.Add(first);
            distances.Add(float.PositiveInfinity);
            bounds[first] = Never;
            Add(first);
        }
        while (picks.Count < count && _centreCount > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            Farthest best = Start(runnerUp, ref tally);
            best = SweepAll(best, ref tally);
            if (best.Row < 0) break;
            picks.Add(best.Row);
            distances.Add(best.Bound);
            runnerUp = best.Runner;
            bounds[best.Row] = Never;
            if (picks.Count < count) Add(best.Row);
        }
        return new([.. picks], [.. distances], tally.NonFinite, tally.FirstNonFinite, tally.Distances);
    }

    /// <summary>Makes a row a centre, unless it holds NaN or an infinity.</summary>
    private void Add(long row)
    {
        ReadOnlySpan<float> values = _rows.Rows(row, 1);
        foreach (float v in values) if (!float.IsFinite(v)) return;
        int index = _centreCount++;
        float* centre = _centres.Items + (long)index * _stride;
        values.CopyTo(new Span<float>(centre, _width));
        if (index >= _tableSize) return;
        float* between = _between.Items;
        for (long j = 0; j < index; j++)
        {
            float squared = RowDistance<L>.Squared(centre, _centres.Items + j * _stride, _width);
            between[j * _tableSize + index] = between[(long)index * _tableSize + j] = squared;
        }
    }

    /// <summary>The lowest candidate with finite values; −1 when there is none. Others before it are taken out.</summary>
    private long First(ref Tally tally)
    {
        for (long i = 0; i < _count; i++)
        {
            if (_bounds.Items[i] < 0) continue;
            bool finite = true;
            foreach (float v in _rows.Rows(i, 1)) finite &= float.IsFinite(v);
            if (finite) return i;
            TakeOut(i, ref tally);
        }
        return -1;
    }

    private void TakeOut(long row, ref Tally tally)
    {
        _bounds.Items[row] = Never;
        tally.NonFinite++;
        if (tally.FirstNonFinite < 0 || row < tally.FirstNonFinite) tally.FirstNonFinite = row;
    }

    /// <summary>A row that is likely to be far, completely known: the better it is, the less a sweep has to look at.</summary>
    private Farthest Start(long runnerUp, ref Tally tally)
    {
        Farthest best = Farthest.None;
        if (_pruning == KCenterPruning.None) return best;
        if (runnerUp >= 0) Meet(runnerUp, ref best, ref tally);
        float* tops = _tops.Items, bounds = _bounds.Items;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            long block = 0;
            for (long b = 1; b < _blocks; b++) if (tops[b] > tops[block]) block = b;
            if (float.IsInfinity(tops[block])) break; // the first sweep
            long row = block * Block;
            for (long i = row + 1; i < (block + 1) * Block; i++) if (bounds[i] > bounds[row]) row = i;
            if (!best.IsReachedBy(bounds[row], row)) break;
            Meet(row, ref best, ref tally);
            tops[block] = Top(block);
        }
        return best;
    }

    /// <summary>Lets one row meet what it has not met.</summary>
    private void Meet(long row, ref Farthest best, ref Tally tally)
    {
        if (_bounds.Items[row] < 0) return;
        Farthest none = Farthest.None;
        fixed (float* x = _rows.Rows(row, 1)) Rest(x, row, ref none, ref tally);
        best.Take(_bounds.Items[row], row);
    }

    private Farthest SweepAll(Farthest best, ref Tally tally)
    {
        int parts = (int)Math.Min(_threads, _blocks / BlocksForThreads);
        if (parts <= 1)
        {
            Sweep(0, _blocks, ref best, ref tally);
            return best;
        }
        Farthest[] found = new Farthest[parts];
        Tally[] tallies = new Tally[parts];
        Farthest start = best;
        Parts.Run(parts, parts, p =>
        {
            Farthest mine = start;
            Tally its = Tally.Nothing;
            Sweep(_blocks * p / parts, _blocks * (p + 1) / parts, ref mine, ref its);
            found[p] = mine;
            tallies[p] = its;
        });
        for (int p = 0; p < parts; p++)
        {
            best.Take(found[p].Bound, found[p].Row);
            tally.Add(tallies[p]);
        }
        return best;
    }

    /// <summary>Looks at every row that may be farther than the best so far. Afterwards the best of these blocks is among those
    /// found.</summary>
    private void Sweep(long from, long to, ref Farthest best, ref Tally tally)
    {
        int* list = stackalloc int[Block + Lanes];
        float* tops = _tops.Items, bounds = _bounds.Items;
        for (long b = from; b < to; b++)
        {
            long first = b * Block;
            if (_pruning != KCenterPruning.None && !best.IsReachedBy(tops[b], first)) continue;
            int candidates = Candidates(bounds + first, _pruning == KCenterPruning.None ? 0 : best.Bound, list);
            for (int at = 0; at < candidates;)
            {
                long row = first + list[at];
                ReadOnlySpan<float> span = _rows.Rows(row, list[candidates - 1] - list[at] + 1);
                int end = list[at] + span.Length / _width;
                fixed (float* x = span) at = Visit(x, first, list, at, candidates, end, ref best, ref tally);
            }
            tops[b] = Top(b);
        }
    }

    /// <summary>The rows of a list that lie in one span, which begins with list[at] and ends before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Visit(float* x, long first, int* list, int at, int candidates, int end, ref Farthest best, ref Tally tally)
    {
        const int Ahead = 6;
        nint width = _width;
        float* bounds = _bounds.Items + first;
        int origin = list[at];
        bool all = _pruning == KCenterPruning.None;
        for (int i = at; i < Math.Min(at + Ahead, candidates) && list[i] < end; i++) Prefetch(x + (list[i] - origin) * width, width);
        for (; at < candidates && list[at] < end; at++)
        {
            if (at + Ahead < candidates && list[at + Ahead] < end) Prefetch(x + (list[at + Ahead] - origin) * width, width);
            int i = list[at];
            if (!all && !best.IsReachedBy(bounds[i], first + i)) continue;
            if (all)
            {
                Farthest none = Farthest.None;
                Rest(x + (i - origin) * width, first + i, ref none, ref tally);
            }
            else
            {
                Rest(x + (i - origin) * width, first + i, ref best, ref tally);
            }
            best.Take(bounds[i], first + i);
        }
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* x, nint width)
    {
        if (!Sse.IsSupported) return;
        for (nint d = 0; d < width; d += 16) Sse.Prefetch0(x + d);
    }

    /// <summary>Lets a row meet the centres that it has not met, while its bound reaches the best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rest(float* x, long row, ref Farthest best, ref Tally tally)
    {
        nint width = _width, stride = _stride;
        int count = _centreCount, table = _tableSize, nearest = _nearest.Items[row], met = _met.Items[row];
        float bound = _bounds.Items[row];
        float* centres = _centres.Items, between = _between.Items;
        if (met == count) return;
        long computed = 0;
        while (met < count)
        {
            if (met > 0 && nearest < table && met < table)
            {
                // Eight centres at once: those not beyond twice the distance (squares: four times) of the nearest.
                int eight = met & -Lanes;
                L near = L.LessOrEqual(L.Load(between + (nint)nearest * table + eight), L.Broadcast(bound * _factor + Slack));
                uint mask = L.SignBits(near) >> (met - eight);
                int skip = mask == 0 ? eight + Lanes - met : BitOperations.TrailingZeroCount(mask);
                if (skip > 0)
                {
                    met = Math.Min(met + skip, count);
                    continue;
                }
            }
            float squared = RowDistance<L>.Squared(x, centres + met * stride, width);
            computed++;
            if (squared < bound)
            {
                bound = squared;
                nearest = met;
                met++;
                if (!best.IsReachedBy(bound, row)) break;
            }
            else
            {
                met++;
            }
        }
        tally.Distances += computed;
        _met.Items[row] = met;
        _nearest.Items[row] = nearest;
        _bounds.Items[row] = bound;
        if (float.IsInfinity(bound)) TakeOut(row, ref tally);
    }

    /// <summary>Lists the places of a block whose bound is at least <paramref name="least"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Candidates(float* bounds, float least, int* list)
    {
        L bar = L.Broadcast(Math.Max(least, 0));
        int count = 0;
        for (int i = 0; i < Block; i += Lanes)
        {
            for (uint hits = L.SignBits(L.LessOrEqual(bar, L.Load(bounds + i))); hits != 0; hits &= hits - 1)
                list[count++] = i + BitOperations.TrailingZeroCount(hits);
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Top(long block)
    {
        float* bounds = _bounds.Items + block * Block;
        L top = L.Load(bounds);
        for (int i = Lanes; i < Block; i += Lanes) top = L.Max(top, L.Load(bounds + i));
        return L.Greatest(top);
    }

    /// <summary>The farthest row found, and the one that was so before it.</summary>
    private struct Farthest
    {
        internal float Bound;
        internal long Row;
        internal long Runner;

        internal static Farthest None => new() { Bound = Never, Row = -1, Runner = -1 };

        /// <summary>Whether a row with such a bound would be picked instead: farther, or as far and lower.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal readonly bool IsReachedBy(float bound, long row) => bound > Bound || (bound == Bound && row < Row);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Take(float bound, long row)
        {
            if (!IsReachedBy(bound, row)) return;
            Runner = Row;
            Bound = bound;
            Row = row;
        }
    }

    private struct Tally
    {
        internal long Distances;
        internal long NonFinite;
        internal long FirstNonFinite;

        internal static Tally Nothing => new() { FirstNonFinite = -1 };

        internal void Add(Tally other)
        {
            Distances += other.Distances;
            NonFinite += other.NonFinite;
            if (other.FirstNonFinite >= 0 && (FirstNonFinite < 0 || other.FirstNonFinite < FirstNonFinite))
                FirstNonFinite = other.FirstNonFinite;
        }
    }
}
