using System.Runtime.CompilerServices;
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
    private const int Group = CentrePanels<L>.RowsAtOnce;
    private const int PanelCentres = CentrePanels<L>.PanelCentres;
    private const int Block = 170 * Group; // rows that share a sum

    private readonly RowTable _rows;
    private readonly int _width;
    private readonly int _trials;
    private readonly int _threads;
    private readonly long _blocks;
    private readonly NativeArray<float> _closest; // squared distance to the nearest centre but the pending one
    private readonly NativeArray<double> _sums; // trials × blocks
    private readonly NativeArray<float> _candidates; // the pending centre, then the candidates
    private readonly CentrePanels<L> _panels;
    private readonly CentrePanels<L> _pending;

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
        _panels = new(trials + 1, _width);
        _pending = new(1, _width);
    }

    public void Dispose()
    {
        _closest.Dispose();
        _sums.Dispose();
        _candidates.Dispose();
        _panels.Dispose();
        _pending.Dispose();
    }

    internal long[] Run(int clusters, Func<long, int, double> uniform, CancellationToken cancellation)
    {
        long[] picks = new long[clusters];
        _closest.Fill(float.PositiveInfinity);
        picks[0] = FirstFinite(Place(uniform(0, 0)));
        SetPending(picks[0]);

        // The first pass has no candidates; its sums are those of the pending centre.
        Pass(0);
        int kept = 0;
        long[] drawn = new long[_trials];
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
                _rows.Rows(drawn[t], 1).CopyTo(new Span<float>(_candidates.Items + (t + 1) * (nint)_width, _width));
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
            SetPending(picks[k]);
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

    private void SetPending(long row)
    {
        _rows.Rows(row, 1).CopyTo(new Span<float>(_candidates.Items, _width));
        _pending.Pack(_candidates.Items, 1);
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
        _panels.Pack(_candidates.Items, trials + 1);
        double* sums = _sums.Items;
        int parts = (int)Math.Min(_threads, _blocks);
        if (parts == 1)
        {
            for (long b = 0; b < _blocks; b++) PassBlock(b, trials, sums + b);
            return;
        }
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, p =>
        {
            for (long b = _blocks * p / parts; b < _blocks * (p + 1) / parts; b++) PassBlock(b, trials, _sums.Items + b);
        });
    }

    /// <summary>Takes the pending centre into a block's distances and writes the sums that each candidate would leave; without candidates
    /// those of the pending centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PassBlock(long block, int trials, double* sums)
    {
        int panels = trials / PanelCentres + 1, lanes = panels * PanelCentres;
        float** group = stackalloc float*[Group];
        float* tile = stackalloc float[Group * PanelCentres];
        float* part = stackalloc float[PanelCentres];
        double* total = stackalloc double[lanes];
        new Span<double>(total, lanes).Clear();
        CentrePanels<L> centres = trials > 0 ? _panels : _pending;
        long first = block * Block, end = Math.Min(first + Block, _rows.Count);
        for (long i = first; i < end;)
        {
            ReadOnlySpan<float> span = _rows.Rows(i, end - i);
            int rows = span.Length / _width;
            fixed (float* x = span)
            {
                for (int at = 0; at < rows; at += Group)
                {
                    int n = Math.Min(Group, rows - at);
                    float* closest = _closest.Items + i + at;
                    for (int r = 0; r < Group; r++) group[r] = x + (nint)(at + Math.Min(r, n - 1)) * _width;
                    for (int panel = 0; panel < panels; panel++)
                    {
                        bool wide = trials + 1 - panel * PanelCentres > Lanes;
                        if (wide) centres.Distances(group, panel * PanelCentres, tile);
                        else centres.NarrowDistances(group, panel * PanelCentres, tile);
                        if (panel == 0) TakePending(tile, closest, n);
                        L low = L.Zero, high = L.Zero;
                        for (int r = 0; r < n; r++)
                        {
                            L known = L.Broadcast(closest[r]); // NaN in the distance gives way to it
                            low = L.Add(low, L.Min(L.Load(tile + r * PanelCentres), known));
                            if (wide) high = L.Add(high, L.Min(L.Load(tile + r * PanelCentres + Lanes), known));
                        }
                        L.Store(low, part);
                        if (wide) L.Store(high, part + Lanes);
                        double* to = total + panel * PanelCentres;
                        for (int lane = 0; lane < (wide ? PanelCentres : Lanes); lane++) to[lane] += part[lane];
                    }
                }
            }
            i += rows;
        }
        if (sums == null) return;
        if (trials == 0) *sums = total[0];
        for (int t = 0; t < trials; t++) sums[t * _blocks] = total[t + 1];
    }

    private static void TakePending(float* tile, float* closest, int n)
    {
        for (int r = 0; r < n; r++)
        {
            float d = tile[r * PanelCentres];
            if (d < closest[r]) closest[r] = d;
            else if (float.IsInfinity(closest[r])) closest[r] = 0; // no finite distance to the first centre: never drawn, adds nothing
        }
    }
}
