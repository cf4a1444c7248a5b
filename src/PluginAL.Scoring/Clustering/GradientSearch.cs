using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>The state of one selection; see <see cref="GradientEmbedding.Select"/>.</summary>
internal sealed unsafe class GradientSearch<L> : IDisposable where L : struct, ILanes<L>
{
    private const int Block = 512; // rows that share a sum
    private const float Out = -1; // picked, excluded or not finite

    private readonly RowTable _probabilities;
    private readonly RowTable _features;
    private readonly int _classes;
    private readonly int _width;
    private readonly int _threads;
    private readonly long _count;
    private readonly long _blocks;
    private readonly NativeArray<float> _closest;
    private readonly double[] _sums;
    private readonly float[] _q;
    private readonly float[] _x;

    internal GradientSearch(RowTable probabilities, RowTable features, int threads)
    {
        _probabilities = probabilities;
        _features = features;
        _classes = probabilities.Width;
        _width = features.Width;
        _threads = threads;
        _count = probabilities.Count;
        _blocks = (_count + Block - 1) / Block;
        _closest = new(_count);
        _sums = new double[_blocks];
        _q = new float[_classes];
        _x = new float[_width];
    }

    public void Dispose() => _closest.Dispose();

    internal GradientSelection Run(
        int count, Func<long, int, double> uniform, GradientStart start, ReadOnlySpan<long> excluded, CancellationToken cancellation)
    {
        float* closest = _closest.Items;
        _closest.Fill(0);
        foreach (long row in excluded) closest[row] = Out;
        Pass(true);
        long candidates = 0, nonFinite = 0, firstNonFinite = -1;
        for (long i = 0; i < _count; i++)
        {
            if (float.IsFinite(closest[i]))
            {
                if (closest[i] >= 0) candidates++;
                continue;
            }
            closest[i] = Out;
            nonFinite++;
            if (firstNonFinite < 0) firstNonFinite = i;
        }

        List<long> picks = [];
        while (picks.Count < count && candidates > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            long row;
            if (picks.Count == 0)
            {
                row = start == GradientStart.Uniform ? Nth((long)(uniform(0, 0) * candidates)) : Longest();
                for (long i = 0; i < _count; i++) if (closest[i] >= 0) closest[i] = float.PositiveInfinity;
            }
            else
            {
                Take(picks[^1]);
                Pass(false);
                row = Draw(uniform(picks.Count, 0));
            }
            picks.Add(row);
            closest[row] = Out;
            candidates--;
        }
        return new([.. picks], nonFinite, firstNonFinite);
    }

    private void Take(long row)
    {
        fixed (float* p = _probabilities.Rows(row, 1), q = _q) GradientKernel<L>.Residual(p, _classes, q);
        _features.Rows(row, 1).CopyTo(_x);
    }

    private long Longest()
    {
        float* closest = _closest.Items;
        long best = -1;
        for (long i = 0; i < _count; i++) if (closest[i] >= 0 && (best < 0 || closest[i] > closest[best])) best = i;
        return best;
    }

    private long Nth(long place)
    {
        long last = -1;
        for (long i = 0; i < _count; i++)
        {
            if (_closest.Items[i] < 0) continue;
            last = i;
            if (place-- == 0) break;
        }
        return last;
    }

    /// <summary>The row at which the sum of the squared distances in row order passes the draw; the lowest candidate when all are
    /// 0.</summary>
    private long Draw(double uniform)
    {
        double total = 0;
        foreach (double sum in _sums) total += sum;
        if (!(total > 0)) return Nth(0);
        double target = uniform * total, before = 0;
        long block = -1;
        for (long b = 0; b < _blocks; b++)
        {
            if (!(_sums[b] > 0)) continue;
            if (block >= 0)
            {
                if (target < before + _sums[block]) break;
                before += _sums[block];
            }
            block = b;
        }
        long last = -1;
        for (long i = block * Block, end = Math.Min(i + Block, _count); i < end; i++)
        {
            float closest = _closest.Items[i];
            if (!(closest > 0)) continue;
            before += closest;
            last = i;
            if (before > target) break;
        }
        return last;
    }

    private void Pass(bool norms)
    {
        int parts = (int)Math.Min(_threads, _blocks);
        Parts.Run(parts, parts, p =>
            PassBlocks(_blocks * p / parts, _blocks * (p + 1) / parts, norms));
    }

    private void PassBlocks(long from, long to, bool norms)
    {
        float[] scratch = new float[_classes];
        fixed (float* q = _q, x = _x, other = scratch)
        {
            double squared = RowSums<L>.Dot(x, x, _width);
            for (long b = from; b < to; b++)
            {
                double sum = 0;
                for (long i = b * Block, end = Math.Min(i + Block, _count); i < end;)
                {
                    ReadOnlySpan<float> p = _probabilities.Rows(i, end - i), f = _features.Rows(i, p.Length / _classes);
                    int rows = f.Length / _width;
                    fixed (float* ps = p, fs = f)
                        sum += PassRows(ps, fs, rows, _closest.Items + i, q, x, squared, other, norms);
                    i += rows;
                }
                _sums[b] = sum;
            }
        }
    }

    private double PassRows(float* p, float* f, int rows, float* closest, float* q, float* x, double squared, float* other, bool norms)
    {
        double sum = 0;
        for (nint i = 0; i < rows; i++)
        {
            if (closest[i] < 0 || (closest[i] == 0 && !norms)) continue;
            GradientKernel<L>.Residual(p + i * _classes, _classes, other);
            float squaredDistance = norms
                ? GradientKernel<L>.SquaredNorm(other, _classes, f + i * _width, _width)
                : GradientKernel<L>.SquaredDistance(q, other, _classes, x, squared, f + i * _width, _width);
            if (norms || squaredDistance < closest[i]) closest[i] = squaredDistance;
            if (float.IsFinite(closest[i])) sum += closest[i];
        }
        return sum;
    }
}
