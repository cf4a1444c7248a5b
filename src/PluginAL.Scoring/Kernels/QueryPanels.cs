using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Queries made ready for a search, shared by all threads: as they are, and packed sixteen together for the tiles.</summary>
/// <remarks>
/// Tiles work in float32 on queries moved by a shift (Euclidean: the mean query, which takes a common offset out of the rounding)
/// or scaled to length one (dot, cosine). What the tiles let through is judged again in float64, so their bars must only never be
/// too high: <see cref="Slack"/> bounds the rounding of everything that a score goes through, by worst-case analysis (γₙ = n·2⁻²⁴ for
/// a chain of n fused multiply-adds, Higham 2002, with the sum of norms in place of their product), and each bar is lowered by it.
/// </remarks>
internal sealed unsafe class QueryPanels
{
    /// <summary>Squared lengths from here on are not trusted to float32: such rows and queries are always judged in float64.</summary>
    internal const float Huge = 1.32922800e36f; // 2^120

    private const int Queries = 16;
    private const double Unit = 1.0 / (1 << 24);

    // Pinned, so that their addresses are good.
    private float[] _original = [];
    private float[] _scaled = [];
    private float[] _packed = [];
    private float[] _shift = [];
    private double[] _norms = [];   // of the query as it is
    private double[] _squares = []; // of the query moved by the shift
    private double[] _sum = [];
    private QueryState[] _states = [];
    private double _tiny;
    private bool _isScaled;

    internal QueryPanels(ReadOnlySpan<float> queries, int count, int width, DistanceMetric metric) => Reset(queries, count, width, metric);

    /// <summary>Takes other queries, in the arrays there are where they suffice.</summary>
    internal void Reset(ReadOnlySpan<float> queries, int count, int width, DistanceMetric metric)
    {
        Count = count;
        Width = width;
        Metric = metric;
        Panels = (count + Queries - 1) / Queries;
        Slack = (metric is DistanceMetric.SquaredEuclidean or DistanceMetric.Euclidean ? 0.75 * width + 32 : 1.5 * width + 32) * Unit;
        _tiny = (width + 16.0) * float.Epsilon;
        Pinned(ref _original, queries.Length);
        queries.CopyTo(_original);
        Pinned(ref _shift, width);
        if (_states.Length < count)
        {
            _norms = new double[count];
            _squares = new double[count];
            _states = new QueryState[count];
        }
        for (int q = 0; q < count; q++)
        {
            _norms[q] = Math.Sqrt(ExactDistance.Dot(Query(q), Query(q), width));
            _states[q] = !double.IsFinite(_norms[q]) ? QueryState.NotFinite
                : _norms[q] * _norms[q] >= Huge ? QueryState.Huge
                : QueryState.Ordinary;
        }
        if (IsShifted) SetShift();
        _isScaled = metric is DistanceMetric.Dot or DistanceMetric.Cosine;
        if (_isScaled) Pinned(ref _scaled, queries.Length);
        int length = checked(Panels * width * Queries);
        Pinned(ref _packed, length + 16);
        float* packed = Packed;
        new Span<float>(packed, length).Clear();
        for (int q = 0; q < count; q++)
        {
            float* to = packed + (nint)(q / Queries) * width * Queries + q % Queries;
            double square = 0;
            for (int d = 0; d < width; d++)
            {
                float x = Query(q)[d];
                if (_states[q] != QueryState.Ordinary) x = 0;
                else if (_isScaled) x = _norms[q] == 0 ? 0 : (float)(x / _norms[q]);
                if (_isScaled) _scaled[(nint)q * width + d] = x;
                if (IsShifted && _states[q] == QueryState.Ordinary) x -= _shift[d];
                to[(nint)d * Queries] = x;
                square += (double)x * x;
            }
            _squares[q] = square;
        }
        Bytes.Clear();
    }

    /// <summary>The packed queries in eight bits, made when they are first wanted.</summary>
    internal QueryBytes Bytes { get; } = new();

    internal int Count { get; private set; }

    internal int Width { get; private set; }

    internal DistanceMetric Metric { get; private set; }

    internal int Panels { get; private set; }

    internal double Slack { get; private set; }

    internal bool IsShifted => Metric is DistanceMetric.SquaredEuclidean or DistanceMetric.Euclidean;

    /// <summary>D values to be taken from each row first; null when there is no shift.</summary>
    internal float* Shift => IsShifted ? Address(_shift) : null;

    /// <summary>(panels, D, 16), on a border of 64 bytes; unused columns are zeros.</summary>
    internal float* Packed => (float*)(((nint)Address(_packed) + 63) & ~(nint)63);

    /// <summary>The query as given.</summary>
    internal float* Query(int query) => Address(_original) + (nint)query * Width;

    /// <summary>The query as it is compared with rows one by one: of length one for dot and cosine.</summary>
    internal float* Direct(int query) => Address(_isScaled ? _scaled : _original) + (nint)query * Width;

    internal QueryState State(int query) => _states[query];

    internal double Norm(int query) => _norms[query];

    /// <summary>What the score of a tile must exceed, given the worst key that is kept.</summary>
    internal float TileBar(int query, double worst)
    {
        if (_states[query] == QueryState.NotFinite) return float.PositiveInfinity;
        if (_states[query] == QueryState.Huge || double.IsPositiveInfinity(worst)) return float.NegativeInfinity;
        double bar = IsShifted ? (_squares[query] - worst) / 2 - Slack * _squares[query] : ScaledBar(query, worst);
        return Below(bar - _tiny);
    }

    /// <summary>What the score of a row compared by itself must exceed: minus the distance, or the similarity to the scaled query.</summary>
    internal float DirectBar(int query, double worst)
    {
        if (_states[query] == QueryState.NotFinite) return float.PositiveInfinity;
        if (_states[query] == QueryState.Huge || double.IsPositiveInfinity(worst)) return float.NegativeInfinity;
        double bar = IsShifted ? -worst * (1 + 2 * Slack) : ScaledBar(query, worst);
        return Below(bar - _tiny);
    }

    private double ScaledBar(int query, double worst) => Metric switch
    {
        DistanceMetric.Dot => _norms[query] == 0 ? 0 : -worst / _norms[query],
        DistanceMetric.Cosine => 1 - worst - Slack,
        _ => -worst * (1 + 2 * Slack),
    };

    private static float Below(double bar) => MathF.BitDecrement((float)bar);

    private void SetShift()
    {
        if (_sum.Length < Width) _sum = new double[Width];
        double[] sum = _sum;
        Array.Clear(sum);
        int used = 0;
        for (int q = 0; q < Count; q++)
        {
            if (_states[q] != QueryState.Ordinary) continue;
            used++;
            for (int d = 0; d < Width; d++) sum[d] += Query(q)[d];
        }
        for (int d = 0; d < Width; d++) _shift[d] = used == 0 ? 0 : (float)(sum[d] / used);
    }

    private static void Pinned(ref float[] array, int length)
    {
        if (array.Length < length) array = GC.AllocateArray<float>(length, pinned: true);
    }

    private static float* Address(float[] pinned) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}

internal enum QueryState : byte
{
    Ordinary,

    /// <summary>Too long for float32: every row is judged in float64.</summary>
    Huge,

    /// <summary>Has no neighbours.</summary>
    NotFinite,
}
