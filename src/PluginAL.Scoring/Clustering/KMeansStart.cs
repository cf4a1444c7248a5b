using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>The state of one greedy k-means++ start; see <see cref="KMeans.Start"/>.</summary>
/// <remarks>
/// The kept candidate's distances are not stored: the next pass computes them once more beside those of its own candidates, which costs
/// less than writing and reading them for every candidate. Sums are kept for each block, so a draw has to look into one block only.
/// </remarks>
internal sealed unsafe class KMeansStart<L> : IDisposable where L : struct, ILanes<L>
{
    private const int Lanes = 8;
    private const int GroupsAdded = 16; // groups of eight rows added in float32 before their sum is added in float64
    private const int Block = 1024; // rows that share a sum

    private readonly RowTable _rows;
    private readonly int _width;
    private readonly int _trials;
    private readonly int _threads;
    private readonly long _blocks;
    private readonly NativeArray<float> _closest; // squared distance to the nearest centre but the pending one
    private readonly NativeArray<double> _sums; // trials × blocks
    private readonly NativeArray<float> _candidates; // the pending centre, then the candidates
    private readonly NativeArray<float> _panels; // the same by eight, one a lane

    internal KMeansStart(RowTable rows, int trials, int threads)
    {
        _rows = rows;
        _width = rows.Width;
        _trials = trials;
        _threads = threads;
        _blocks = (rows.Count + Block - 1) / Block;
        _closest = new(rows.Count);
        _sums = new(trials * _blocks);
        _candidates = new((trials + 1L) * _width);
        _panels = new((trials / Lanes + 1L) * Lanes * _width);
    }

    public void Dispose()
    {
        _closest.Dispose();
        _sums.Dispose();
        _candidates.Dispose();
        _panels.Dispose();
    }

    internal long[] Run(int clusters, Func<long, int, double> uniform, CancellationToken cancellation)
    {
        long[] picks = new long[clusters];
        _closest.Fill(float.PositiveInfinity);
        picks[0] = FirstFinite(Place(uniform(0, 0)));
        _rows.Rows(picks[0], 1).CopyTo(new Span<float>(_candidates.Items, _width));
        long[] drawn = new long[_trials];

        // The first pass has one candidate, the pending centre itself: what it leaves is the sum to draw from.
        SetCandidate(1, picks[0]);
        Pass(1);
        DropNonFinite();
        int kept = 0;
        for (int k = 1; k < clusters; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            double* sums = _sums.Items + kept * _blocks;
            double total = 0;
            for (long b = 0; b < _blocks; b++) total += sums[b];
            for (int t = 0; t < _trials; t++)
            {
                double draw = uniform(k, t);
                drawn[t] = total > 0 ? Draw(sums, draw * total) : FirstFinite(Place(draw));
                SetCandidate(t + 1, drawn[t]);
            }
            Pass(_trials);
            kept = 0;
            double least = double.PositiveInfinity;
            for (int t = 0; t < _trials; t++)
            {
                double sum = 0;
                for (long b = 0; b < _blocks; b++) sum += _sums.Items[t * _blocks + b];
                if (!(sum < least)) continue;
                least = sum;
                kept = t;
            }
            picks[k] = drawn[kept];
            SetCandidate(0, picks[k]);
        }
        return picks;
    }

    private long Place(double uniform) => Math.Min((long)(uniform * _rows.Count), _rows.Count - 1);

    /// <summary>The row, or the next one after it, the first following the last, that is finite.</summary>
    private long FirstFinite(long row)
    {
        for (long i = 0; i < _rows.Count; i++)
        {
            long at = (row + i) % _rows.Count;
            bool finite = true;
            foreach (float v in _rows.Rows(at, 1)) finite &= float.IsFinite(v);
            if (finite) return at;
        }
        throw new ArgumentException($"All {_rows.Count} rows hold NaN or an infinity, expected at least one that is finite.", "rows");
    }

    private void SetCandidate(int index, long row) =>
        _rows.Rows(row, 1).CopyTo(new Span<float>(_candidates.Items + (nint)index * _width, _width));

    private void Pack(int count)
    {
        float* to = _panels.Items;
        for (int first = 0; first < count; first += Lanes)
        {
            for (nint d = 0; d < _width; d++)
                for (int c = first; c < first + Lanes; c++)
                    *to++ = c < count ? _candidates.Items[(nint)c * _width + d] : float.PositiveInfinity;
        }
    }

    /// <summary>A row without a finite distance to the first centre is never drawn and adds nothing.</summary>
    private void DropNonFinite()
    {
        for (long i = 0; i < _rows.Count; i++) if (!float.IsFinite(_closest.Items[i])) _closest.Items[i] = 0;
        for (long b = 0; b < _blocks; b++) if (!double.IsFinite(_sums.Items[b])) PassBlock(b, 1, _sums.Items + b);
    }

    /// <summary>The row at which the sum of the squared distances in row order passes <paramref name="target"/>.</summary>
    private long Draw(double* sums, double target)
    {
        long block = -1;
        double before = 0;
        for (long b = 0; b < _blocks; b++)
        {
            if (!(sums[b] > 0)) continue;
            if (block >= 0)
            {
                double with = before + sums[block];
                if (target < with) break;
                before = with;
            }
            block = b;
        }
        Pack(1);
        PassBlock(block, 0, null); // brings the block's distances up to date
        long first = block * Block, end = Math.Min(first + Block, _rows.Count), last = first;
        double sum = before;
        for (long i = first; i < end; i++)
        {
            float closest = _closest.Items[i];
            if (!(closest > 0)) continue;
            sum += closest;
            last = i;
            if (sum > target) break;
        }
        return last;
    }

    private void Pass(int trials)
    {
        Pack(trials + 1);
        int parts = (int)Math.Min(_threads, _blocks);
        Parts.Run(parts, parts, p =>
        {
            for (long b = _blocks * p / parts; b < _blocks * (p + 1) / parts; b++) PassBlock(b, trials, _sums.Items + b);
        });
    }

    /// <summary>Takes the pending centre into a block's distances and writes the sums that each candidate would leave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private void PassBlock(long block, int trials, double* sums)
    {
        float* part = stackalloc float[Lanes * Lanes];
        int panels = trials / Lanes + 1;
        double* total = stackalloc double[panels * Lanes];
        new Span<double>(total, panels * Lanes).Clear();
        nint width = _width;
        bool isWide = width % 4 == 0 && Lanes512.Serve<L>();
        long first = block * Block, end = Math.Min(first + Block, _rows.Count);
        for (long i = first; i < end;)
        {
            ReadOnlySpan<float> span = _rows.Rows(i, end - i);
            int rows = span.Length / _width;
            fixed (float* x = span)
            {
                for (int panel = 0; panel < panels; panel++)
                {
                    for (int c = 0; c < Lanes; c++) L.Store(L.Zero, part + c * Lanes);
                    float* centres = _panels.Items + panel * Lanes * width;
                    for (int at = 0, added = 0; at < rows;)
                    {
                        float* closest = _closest.Items + i + at;
                        if (isWide && rows - at >= StartTile.Groups * Lanes)
                        {
                            int count = Math.Min(Lanes, trials + 1 - panel * Lanes);
                            StartTile.Add(count, x + at * width, centres, width, closest, part, panel == 0);
                            at += StartTile.Groups * Lanes;
                            added += StartTile.Groups;
                        }
                        else
                        {
                            Group(x + at * width, Math.Min(Lanes, rows - at), centres, closest, part, panel == 0, rows - at > 2 * Lanes);
                            at += Lanes;
                            added++;
                        }
                        if (added < GroupsAdded && at < rows) continue;
                        for (int c = 0; c < Lanes; c++)
                        {
                            total[panel * Lanes + c] += L.Sum(L.Load(part + c * Lanes));
                            L.Store(L.Zero, part + c * Lanes);
                        }
                        added = 0;
                    }
                }
            }
            i += rows;
        }
        if (sums == null) return;
        for (int t = 0; t < trials; t++) sums[t * _blocks] = total[t + 1];
    }

    /// <summary>Takes up to eight consecutive rows into the sums of a panel's candidates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private void Group(float* x, int n, float* centres, float* closest, float* part, bool takeFirst, bool moreFollow)
    {
        float* tile = stackalloc float[Lanes * Lanes], few = stackalloc float[Lanes];
        nint width = _width;
        L known;
        if (n == Lanes)
        {
            if (Sse.IsSupported && takeFirst && moreFollow)
            {
                float* ahead = x + Lanes * width;
                for (nint d = 0; d < Lanes * width; d += 16) Sse.Prefetch0(ahead + d);
            }
            Tile(x, centres, width, tile);
            known = L.Load(closest);
            if (takeFirst)
            {
                known = L.Min(L.Load(tile), known); // NaN in the distance gives way
                L.Store(known, closest);
            }
        }
        else
        {
            // The rows that are missing have the distance 0 and add nothing.
            FewRows(x, n, centres, width, tile);
            L.Store(L.Zero, few);
            for (int r = 0; r < n; r++)
            {
                if (takeFirst && tile[r] < closest[r]) closest[r] = tile[r];
                few[r] = closest[r];
            }
            known = L.Load(few);
        }
        for (int c = 0; c < Lanes * Lanes; c += Lanes)
            L.Store(L.Add(L.Load(part + c), L.Min(L.Load(tile + c), known)), part + c);
    }

    /// <summary>The squared distances of eight consecutive rows, one a lane, to eight centres: chains of fused multiply-adds over the
    /// width. With a row in each lane the least distances and their sums need nothing across lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Tile(float* x, float* centres, nint width, float* tile)
    {
        if (typeof(L) == typeof(Lanes256) && width % 4 == 0)
        {
            WideTiles.EightByEight(x, centres, width, tile);
            return;
        }
        float* narrow = stackalloc float[Lanes];
        L a0 = L.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        nint d = 0;
        for (; d <= width - 4; d += 4)
        {
            L.LoadColumns(x + d, width, out L x0, out L x1, out L x2, out L x3);
            Step(x0, centres, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            Step(x1, centres + Lanes, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            Step(x2, centres + 2 * Lanes, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            Step(x3, centres + 3 * Lanes, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            centres += 4 * Lanes;
        }
        for (; d < width; d++)
        {
            for (nint r = 0; r < Lanes; r++) narrow[r] = x[r * width + d];
            Step(L.Load(narrow), centres, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7);
            centres += Lanes;
        }
        L.Store(a0, tile);
        L.Store(a1, tile + 8);
        L.Store(a2, tile + 16);
        L.Store(a3, tile + 24);
        L.Store(a4, tile + 32);
        L.Store(a5, tile + 40);
        L.Store(a6, tile + 48);
        L.Store(a7, tile + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(L x, float* c, ref L a0, ref L a1, ref L a2, ref L a3, ref L a4, ref L a5, ref L a6, ref L a7)
    {
        L s = L.Subtract(x, L.Broadcast(c[0]));
        a0 = L.MultiplyAdd(s, s, a0);
        s = L.Subtract(x, L.Broadcast(c[1]));
        a1 = L.MultiplyAdd(s, s, a1);
        s = L.Subtract(x, L.Broadcast(c[2]));
        a2 = L.MultiplyAdd(s, s, a2);
        s = L.Subtract(x, L.Broadcast(c[3]));
        a3 = L.MultiplyAdd(s, s, a3);
        s = L.Subtract(x, L.Broadcast(c[4]));
        a4 = L.MultiplyAdd(s, s, a4);
        s = L.Subtract(x, L.Broadcast(c[5]));
        a5 = L.MultiplyAdd(s, s, a5);
        s = L.Subtract(x, L.Broadcast(c[6]));
        a6 = L.MultiplyAdd(s, s, a6);
        s = L.Subtract(x, L.Broadcast(c[7]));
        a7 = L.MultiplyAdd(s, s, a7);
    }

    /// <summary>The same for fewer than eight rows, the same bits; the lanes of the others are 0.</summary>
    internal static void FewRows(float* x, int n, float* centres, nint width, float* tile)
    {
        for (int c = 0; c < Lanes; c++)
        {
            for (int r = 0; r < Lanes; r++)
            {
                float sum = 0;
                for (nint d = 0; r < n && d < width; d++)
                {
                    float t = x[r * width + d] - centres[d * Lanes + c];
                    sum = MathF.FusedMultiplyAdd(t, t, sum);
                }
                tile[c * Lanes + r] = sum;
            }
        }
    }
}
