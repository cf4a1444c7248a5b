using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>The state of one run of Lloyd's iteration; see <see cref="KMeans.Fit(RowTable, ReadOnlySpan{float}, KMeansOptions?,
/// CancellationToken)"/>.</summary>
internal sealed unsafe class Lloyd<L> : IDisposable where L : struct, ILanes<L>
{
    private const int Block = 512; // rows looked at together
    private const int MaxParts = 32; // each with its own sums: fixed, so that results do not depend on threads
    private const int Group = CentrePanels<L>.RowsAtOnce;
    private const float Tiny = 1e-18f; // covers underflow of squares

    private readonly RowTable _rows;
    private readonly KMeansOptions _options;
    private readonly int _count;
    private readonly int _width;
    private readonly int _clusters;
    private readonly int _parts;
    private readonly float _margin; // relative error of a distance, generously
    private readonly int[] _assignments;
    private readonly long[] _sizes; // parts × clusters
    private readonly float[] _half; // half the distance to the nearest other centre
    private readonly float[] _drift;
    private readonly NativeArray<float> _upper;
    private readonly NativeArray<float> _lower;
    private readonly NativeArray<double> _sums; // parts × clusters × width
    private readonly NativeArray<float> _centres;
    private readonly NativeArray<float> _next;
    private readonly CentrePanels<L> _panels;
    private float _maxDrift, _secondDrift;
    private int _maxDriftCentre = -1;
    private bool _isFirst = true;

    internal Lloyd(RowTable rows, ReadOnlySpan<float> centres, KMeansOptions options)
    {
        _rows = rows;
        _options = options;
        _count = (int)rows.Count;
        _width = rows.Width;
        _clusters = centres.Length / _width;
        _parts = Math.Clamp(_count / Math.Max(Block, 8 * _clusters), 1, MaxParts);
        _margin = (_width + 16) / (float)(1 << 24);
        _assignments = new int[_count];
        _sizes = new long[(long)_parts * _clusters];
        _half = new float[_clusters];
        _drift = new float[_clusters];
        _upper = new(_count);
        _lower = new(_count);
        _sums = new((long)_parts * _clusters * _width);
        _centres = new(centres.Length);
        _next = new(centres.Length);
        _panels = new(_clusters, _width);
        centres.CopyTo(new Span<float>(_centres.Items, centres.Length));
    }

    public void Dispose()
    {
        _upper.Dispose();
        _lower.Dispose();
        _sums.Dispose();
        _centres.Dispose();
        _next.Dispose();
        _panels.Dispose();
    }

    internal KMeansResult Run(CancellationToken cancellation)
    {
        _assignments.AsSpan().Fill(-1);
        _sums.Fill(0);
        long distances = 0;
        int iterations = 0;
        bool converged = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            (long changed, long computed) = AssignAll();
            distances += computed;
            if (converged || iterations == _options.MaxIterations) break;
            if (changed == 0 && iterations > 0)
            {
                converged = true;
                break;
            }
            converged = Move() <= _options.Tolerance && _options.Tolerance > 0;
            iterations++;
        }
        double inertia = 0;
        foreach (double part in Inertias()) inertia += part;
        (long nonFinite, long first) = NonFinite();
        return new(
            new ReadOnlySpan<float>(_centres.Items, _clusters * _width).ToArray(), _assignments, inertia, iterations, converged,
                nonFinite, first, distances);
    }

    private int PartStart(int part) => (int)((long)(_count / Block) * part / _parts) * Block;

    private int PartEnd(int part) => part == _parts - 1 ? _count : PartStart(part + 1);

    private void ForParts(Action<int> action) => Parts.Run(_parts, _options.Threads, action);

    private (long Changed, long Computed) AssignAll()
    {
        _panels.Pack(_centres.Items, _clusters);
        if (!_isFirst && _options.Pruning) Halve();
        long changed = 0, computed = 0;
        ForParts(part =>
        {
            (long moved, long distances) = AssignPart(part);
            Interlocked.Add(ref changed, moved);
            Interlocked.Add(ref computed, distances);
        });
        _isFirst = false;
        return (changed, computed);
    }

    /// <summary>For each centre half the distance to the nearest other: no row nearer than that can belong elsewhere.</summary>
    private void Halve()
    {
        float** group = stackalloc float*[Group];
        int* nearest = stackalloc int[Group];
        float* squared = stackalloc float[Group], second = stackalloc float[Group];
        for (int c = 0; c < _clusters; c += Group)
        {
            int n = Math.Min(Group, _clusters - c);
            for (int r = 0; r < Group; r++) group[r] = _centres.Items + (nint)(c + Math.Min(r, n - 1)) * _width;
            _panels.Nearest(group, n, nearest, squared, second); // the nearest is the centre itself or its equal
            for (int r = 0; r < n; r++) _half[c + r] = Below(second[r]) / 2;
        }
    }

    private (long Moved, long Distances) AssignPart(int part)
    {
        int* list = stackalloc int[Block];
        int* open = stackalloc int[Block];
        long moved = 0, distances = 0;
        for (int first = PartStart(part), end = PartEnd(part); first < end; first += Block)
        {
            int n = Math.Min(Block, end - first);
            int candidates;
            if (_isFirst || !_options.Pruning)
            {
                candidates = 0;
                for (int i = 0; i < n; i++) if (_isFirst || _assignments[first + i] >= 0) list[candidates++] = i;
            }
            else
            {
                candidates = Bound(first, n, list);
            }
            for (int at = 0; at < candidates;)
            {
                int origin = list[at];
                ReadOnlySpan<float> span = _rows.Rows(first + origin, list[candidates - 1] - origin + 1);
                int rows = span.Length / _width, until = at;
                while (until < candidates && list[until] < origin + rows) until++;
                fixed (float* x = span)
                {
                    float* block = x - (nint)origin * _width;
                    int count = Tighten(block, first, list + at, until - at, open, ref distances);
                    distances += (long)count * _clusters;
                    moved += Place(block, first, open, count, part);
                }
                at = until;
            }
        }
        return (moved, distances);
    }

    /// <summary>Carries the bounds over the centres' move; lists the rows for which they do not decide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Bound(int first, int n, int* list)
    {
        float* upper = _upper.Items + first, lower = _lower.Items + first;
        float most = _maxDrift, next = _secondDrift;
        int mover = _maxDriftCentre, count = 0;
        fixed (int* assignments = &_assignments[first])
        fixed (float* drift = _drift, half = _half)
        {
            for (int i = 0; i < n; i++)
            {
                int a = assignments[i];
                if (a < 0) continue;
                float u = (upper[i] + drift[a]) * (1 + 2.5e-7f), l = lower[i] - (a == mover ? next : most);
                l -= MathF.Abs(l) * 2.5e-7f;
                upper[i] = u;
                lower[i] = l;
                list[count] = i;
                count += u < l || u < half[a] ? 0 : 1;
            }
        }
        return count;
    }

    /// <summary>Replaces upper bounds by distances; lists the rows for which even these do not decide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Tighten(float* block, int first, int* list, int n, int* open, ref long distances)
    {
        if (_isFirst || !_options.Pruning)
        {
            for (int i = 0; i < n; i++) open[i] = list[i];
            return n;
        }
        float* upper = _upper.Items + first, lower = _lower.Items + first, centres = _centres.Items;
        nint width = _width;
        int count = 0;
        fixed (int* assignments = &_assignments[first])
        fixed (float* half = _half)
        {
            for (int i = 0; i < n; i++)
            {
                int row = list[i], a = assignments[row];
                float u = Above(RowDistance<L>.Squared(block + row * width, centres + a * width, width));
                upper[row] = u;
                open[count] = row;
                count += u < lower[row] || u < half[a] ? 0 : 1;
            }
        }
        distances += n;
        return count;
    }

    /// <summary>Finds the nearest centre of rows, and moves those that changed from sum to sum.</summary>
    private int Place(float* block, int first, int* open, int n, int part)
    {
        float** group = stackalloc float*[Group];
        int* nearest = stackalloc int[Group];
        float* squared = stackalloc float[Group], second = stackalloc float[Group];
        float* upper = _upper.Items + first, lower = _lower.Items + first;
        int moved = 0;
        for (int i = 0; i < n; i += Group)
        {
            int members = Math.Min(Group, n - i);
            for (int r = 0; r < Group; r++) group[r] = block + (nint)open[i + Math.Min(r, members - 1)] * _width;
            _panels.Nearest(group, members, nearest, squared, second);
            for (int r = 0; r < members; r++)
            {
                int row = open[i + r];
                upper[row] = Above(squared[r]);
                lower[row] = Below(second[r]);
                int before = _assignments[first + row];
                if (nearest[r] == before) continue;
                moved++;
                _assignments[first + row] = nearest[r];
                if (before >= 0) Shift(group[r], part, before, -1);
                if (nearest[r] >= 0) Shift(group[r], part, nearest[r], 1);
            }
        }
        return moved;
    }

    /// <summary>Adds a row to a cluster's sum, or takes it away.</summary>
    private void Shift(float* x, int part, int cluster, int sign)
    {
        _sizes[(long)part * _clusters + cluster] += sign;
        double* sum = _sums.Items + ((long)part * _clusters + cluster) * _width;
        nint d = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<double> s = Vector256.Create((double)sign);
            for (; d <= _width - 8; d += 8)
            {
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(x + d));
                (Vector256.Load(sum + d) + low * s).Store(sum + d);
                (Vector256.Load(sum + d + 4) + high * s).Store(sum + d + 4);
            }
        }
        for (; d < _width; d++) sum[d] += sign * (double)x[d];
    }

    /// <summary>Moves every centre to the mean of its rows; returns the sum of the squared distances moved.</summary>
    private double Move()
    {
        float* centres = _centres.Items, next = _next.Items;
        List<int> empty = [];
        for (int c = 0; c < _clusters; c++) if (Size(c) == 0) empty.Add(c);
        if (empty.Count > 0) Refill(empty);
        double shift = 0;
        _maxDrift = _secondDrift = 0;
        _maxDriftCentre = -1;
        double[] sum = new double[_width];
        for (int c = 0; c < _clusters; c++)
        {
            float* to = next + (nint)c * _width;
            long size = Size(c);
            if (size == 0)
            {
                new ReadOnlySpan<float>(centres + (nint)c * _width, _width).CopyTo(new Span<float>(to, _width));
            }
            else
            {
                Array.Clear(sum);
                for (int p = 0; p < _parts; p++)
                {
                    double* from = _sums.Items + ((long)p * _clusters + c) * _width;
                    for (int d = 0; d < _width; d++) sum[d] += from[d];
                }
                for (int d = 0; d < _width; d++) to[d] = (float)(sum[d] / size);
            }
            float squared = RowDistance<L>.Squared(centres + (nint)c * _width, to, _width);
            shift += squared;
            bool stays = squared == 0 && new ReadOnlySpan<float>(centres + (nint)c * _width, _width).SequenceEqual(new(to, _width));
            float drift = stays ? 0 : Above(squared);
            _drift[c] = drift;
            if (drift > _maxDrift)
            {
                _secondDrift = _maxDrift;
                _maxDrift = drift;
                _maxDriftCentre = c;
            }
            else if (drift > _secondDrift)
            {
                _secondDrift = drift;
            }
        }
        new ReadOnlySpan<float>(next, _clusters * _width).CopyTo(new Span<float>(centres, _clusters * _width));
        return shift;
    }

    private long Size(int cluster)
    {
        long size = 0;
        for (int p = 0; p < _parts; p++) size += _sizes[(long)p * _clusters + cluster];
        return size;
    }

    /// <summary>Gives each empty cluster the row that is farthest from its own centre, but never a cluster's last row.</summary>
    private void Refill(List<int> empty)
    {
        TopK farthest = new(Math.Min(_count, empty.Count + _clusters));
        float[] squared = new float[Block];
        for (int first = 0; first < _count; first += Block)
        {
            int n = Math.Min(Block, _count - first);
            for (int i = 0; i < n; i++)
            {
                int a = _assignments[first + i];
                if (a < 0)
                {
                    squared[i] = -1;
                    continue;
                }
                fixed (float* x = _rows.Rows(first + i, 1))
                    squared[i] = RowDistance<L>.Squared(x, _centres.Items + (nint)a * _width, _width);
            }
            farthest.Add(squared.AsSpan(0, n), first);
        }
        int next = 0;
        foreach (ScoredRow row in farthest.ToArray())
        {
            if (next == empty.Count || !(row.Score > 0)) break;
            int i = (int)row.Row, donor = _assignments[i], part = 0;
            if (Size(donor) <= 1) continue;
            while (i >= PartEnd(part)) part++;
            fixed (float* x = _rows.Rows(i, 1))
            {
                Shift(x, part, donor, -1);
                Shift(x, part, empty[next], 1);
            }
            _assignments[i] = empty[next++];
            _upper.Items[i] = 0; // it is at its new centre; the drift makes up for the old one
            _lower.Items[i] = 0;
        }
    }

    private double[] Inertias()
    {
        double[] parts = new double[_parts];
        ForParts(p =>
        {
            double sum = 0;
            for (int i = PartStart(p), end = PartEnd(p); i < end;)
            {
                ReadOnlySpan<float> span = _rows.Rows(i, end - i);
                fixed (float* x = span)
                {
                    for (int r = 0; r < span.Length / _width; r++, i++)
                    {
                        int a = _assignments[i];
                        if (a >= 0) sum += RowDistance<L>.Squared(x + (nint)r * _width, _centres.Items + (nint)a * _width, _width);
                    }
                }
            }
            parts[p] = sum;
        });
        return parts;
    }

    private (long Count, long First) NonFinite()
    {
        long count = 0, first = -1;
        for (int i = 0; i < _count; i++)
        {
            if (_assignments[i] >= 0) continue;
            count++;
            if (first < 0) first = i;
        }
        return (count, first);
    }

    /// <summary>An upper bound of a distance, from its computed square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Above(float squared) => MathF.Sqrt(squared) * (1 + _margin) + Tiny;

    /// <summary>A lower bound of a distance, from its computed square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Below(float squared) => MathF.Sqrt(squared) * (1 - _margin) - Tiny;
}
