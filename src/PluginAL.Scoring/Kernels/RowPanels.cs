using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>A thread's scratch: a block of rows packed six together, their terms, the bars of all queries, and a tile for each six.</summary>
internal sealed unsafe class RowPanels
{
    internal const int Rows = 6;
    private const int Pair = 2 * Rows; // blocks are whole pairs of panels, for tiles of twelve rows

    /// <summary>Rows that are weighed at once when they are compared one by one.</summary>
    internal const int Group = 24;
    private const int Lanes = 8;

    /// <summary>Floats of a block: 256 KiB, so that it stays in the second-level cache while the queries pass over it.</summary>
    private const int BlockFloats = 64 * 1024;

    private float[] _memory = [];
    private nint _rows, _terms, _tiles, _bars, _rest;

    internal RowPanels(QueryPanels queries) => Reset(queries);

    /// <summary>Begins anew, in the memory there is where it suffices.</summary>
    internal void Reset(QueryPanels queries)
    {
        (NonFiniteCount, FirstNonFiniteRow) = (0, -1);
        Bytes.Reset();
        nint width = queries.Width;
        BlockRows = (int)(Math.Clamp(BlockFloats / width / Pair, 2, 64) * Pair);
        BarCount = 16 * (queries.Panels + 1);
        _rows = 0;
        _terms = Round(BlockRows * width + Lanes);
        _tiles = _terms + Round(2 * BlockRows);
        _bars = _tiles + Round(32 * BlockRows);
        _rest = _bars + BarCount;
        int length = checked((int)(_rest + Round(Lanes * width) + 16));
        if (_memory.Length < length) _memory = GC.AllocateArray<float>(length, pinned: true);
    }

    /// <summary>Rows that are packed at once, a multiple of twelve.</summary>
    internal int BlockRows { get; private set; }

    /// <summary>(panels, D, 6).</summary>
    internal float* Packed => Start + _rows;

    /// <summary>(panels, 12): six factors, six terms.</summary>
    internal float* Terms => Start + _terms;

    /// <summary>(panels, 6, 16), or (panels / 2, 12, 32).</summary>
    internal float* Tiles => Start + _tiles;

    /// <summary>One for each query, then +∞ up to <see cref="BarCount"/>.</summary>
    internal float* Bars => Start + _bars;

    /// <summary>Those of all panels and one more: a wide tile of the last panel looks at two.</summary>
    internal int BarCount { get; private set; }

    internal long NonFiniteCount { get; set; }

    internal long FirstNonFiniteRow { get; set; } = -1;

    private float* Start =>
        (float*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + 63) & ~(nint)63);

    /// <summary>Packs up to <see cref="BlockRows"/> rows; rows missing in the last twelve are zeros that pass no bar.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Pack<L>(QueryPanels queries, float* rows, nint count, long firstRow) where L : struct, ILanes<L>
    {
        nint width = queries.Width;
        float* eight = stackalloc float[Lanes];
        for (nint i = 0; i < count || i % Pair != 0; i += Rows)
        {
            float* to = Packed + i * width, from = rows + i * width, terms = Terms + 2 * i;
            if (i >= count)
            {
                for (nint r = 0; r < Rows; r++) Drop(terms + r, to + r, width, float.NegativeInfinity);
                return;
            }
            if (count - i < Lanes)
            {
                // The last rows, from a copy that may be read as eight.
                float* rest = Start + _rest;
                nint given = (count - i) * width;
                new Span<float>(from, (int)given).CopyTo(new Span<float>(rest, (int)given));
                new Span<float>(rest + given, (int)(Lanes * width - given)).Clear();
                from = rest;
            }
            L.Store(Transpose<L>(from, width, queries.Shift, to), eight);
            for (nint r = 0; r < Rows; r++)
            {
                if (i + r < count) SetTerms(queries, rows + (i + r) * width, eight[r], firstRow + i + r, terms + r, to + r);
                else Drop(terms + r, to + r, width, float.NegativeInfinity);
            }
        }
    }

    /// <summary>When to take the bytes.</summary>
    internal BytePolicy Bytes { get; } = new();

    /// <summary>The same in eight bits, with terms that make the scores upper bounds; see <see cref="QueryBytes"/>.</summary>
    internal void PackBytes(QueryPanels queries, float* rows, nint count, long firstRow)
    {
        const double Unit = 1.0 / (1 << 24);
        QueryBytes bytes = queries.Bytes;
        nint width = queries.Width;
        for (nint i = 0; i < (count + Rows - 1) / Rows * Rows; i++)
        {
            float* row = rows + i * width, term = Terms + i / Rows * 2 * Rows + i % Rows;
            if (i >= count)
            {
                Drop(term, null, width, float.NegativeInfinity);
                continue;
            }
            RowBytes.Measure(row, width, queries.Shift, out float square, out float most);
            SetTerms(queries, row, square, firstRow + i, term, null);
            if (term[0] == 0) continue; // whatever the bytes are
            float step = most / 127;
            if (most > 0 && step < QueryBytes.LeastStep)
            {
                Drop(term, null, width, float.PositiveInfinity);
                continue;
            }
            byte* to = (byte*)Packed + i / Rows * bytes.Groups * 4 * Rows + i % Rows * 4;
            double error = Math.Sqrt(RowBytes.Pack(row, width, queries.Shift, step, to)), length = Math.Sqrt(square);
            double off = (error * bytes.Longest + length * bytes.Error) * (1 + 4 * width * Unit);
            // What is rounded here and in the tile, generously.
            off += 32 * Unit * (length * (bytes.Longest + bytes.Error) + (queries.IsShifted ? square : 0));
            term[Rows] = MathF.BitIncrement((float)(term[Rows] + term[0] * off));
            term[0] *= step * bytes.Step;
        }
    }

    /// <summary>Up to <see cref="Group"/> rows that are compared one by one: that many factors, then terms.</summary>
    internal void Weigh(QueryPanels queries, float* rows, nint count, long firstRow, float* squares)
    {
        float* pair = stackalloc float[2 * Rows];
        for (nint i = 0; i < count; i++)
        {
            SetTerms(queries, rows + i * queries.Width, squares[i], firstRow + i, pair, null);
            Terms[i] = pair[0];
            Terms[Group + i] = pair[Rows];
        }
    }

    /// <summary>Tells whether all values of a row are finite; if not, it may be counted.</summary>
    internal bool Examine(float* row, nint width, long number, bool count)
    {
        if (IsFinite(row, width)) return true;
        if (!count) return false;
        NonFiniteCount++;
        if (FirstNonFiniteRow < 0 || number < FirstNonFiniteRow) FirstNonFiniteRow = number;
        return false;
    }

    private static nint Round(nint floats) => (floats + 15) & ~(nint)15;

    /// <summary>Packs six of eight rows and gives the squared length of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static L Transpose<L>(float* from, nint width, float* shift, float* to) where L : struct, ILanes<L>
    {
        L n0 = L.Zero, n1 = L.Zero, n2 = L.Zero, n3 = L.Zero;
        nint d = 0;
        for (; d + 4 <= width; d += 4)
        {
            // The rows after the next six: eight streams are too many for the processor to guess.
            LaneMath.Prefetch(from + 2 * Rows * width + d * Rows);
            LaneMath.Prefetch(from + 2 * Rows * width + d * Rows + 16);
            L.LoadColumns(from + d, width, out L c0, out L c1, out L c2, out L c3);
            if (shift != null)
            {
                c0 = L.Subtract(c0, L.Broadcast(shift[d]));
                c1 = L.Subtract(c1, L.Broadcast(shift[d + 1]));
                c2 = L.Subtract(c2, L.Broadcast(shift[d + 2]));
                c3 = L.Subtract(c3, L.Broadcast(shift[d + 3]));
            }
            n0 = L.MultiplyAdd(c0, c0, n0);
            n1 = L.MultiplyAdd(c1, c1, n1);
            n2 = L.MultiplyAdd(c2, c2, n2);
            n3 = L.MultiplyAdd(c3, c3, n3);
            // Each store reaches two floats too far; the next one, or the next six rows, overwrite them.
            L.Store(c0, to);
            L.Store(c1, to + Rows);
            L.Store(c2, to + 2 * Rows);
            L.Store(c3, to + 3 * Rows);
            to += 4 * Rows;
        }
        float* column = stackalloc float[Lanes];
        for (; d < width; d++)
        {
            float s = shift != null ? shift[d] : 0;
            for (nint r = 0; r < Lanes; r++) column[r] = from[r * width + d] - s;
            L c = L.Load(column);
            n0 = L.MultiplyAdd(c, c, n0);
            L.Store(c, to);
            to += Rows;
        }
        return L.Add(L.Add(n0, n1), L.Add(n2, n3));
    }

    /// <summary>The factor and term of a row: what makes its sums scores that are compared with the bars.</summary>
    private void SetTerms(QueryPanels queries, float* row, float square, long number, float* terms, float* packed)
    {
        nint width = queries.Width;
        if (!(square < QueryPanels.Huge))
        {
            bool isFinite = Examine(row, width, number, count: true);
            Drop(terms, packed, width, isFinite ? float.PositiveInfinity : float.NegativeInfinity);
            return;
        }
        float slack = (float)queries.Slack;
        (terms[0], terms[Rows]) = (1, 0);
        switch (queries.Metric)
        {
            case DistanceMetric.Dot:
                terms[Rows] = slack * MathF.Sqrt(square + width * LaneMath.SmallestNormal);
                break;
            case DistanceMetric.Cosine:
                if (square > 1e-24f) terms[0] = 1 / MathF.Sqrt(square);
                else Drop(terms, packed, width, IsZero(row, width) ? 0 : float.PositiveInfinity);
                break;
            case DistanceMetric.Manhattan:
                terms[0] = -1;
                break;
            default:
                terms[Rows] = square * (slack - 0.5f);
                break;
        }
    }

    /// <summary>Gives a row the same score whatever its sums are.</summary>
    private static void Drop(float* terms, float* packed, nint width, float score)
    {
        (terms[0], terms[Rows]) = (0, score);
        if (packed == null) return;
        for (nint d = 0; d < width; d++) packed[d * Rows] = 0;
    }

    private static bool IsFinite(float* row, nint width)
    {
        for (nint d = 0; d < width; d++) if (!float.IsFinite(row[d])) return false;
        return true;
    }

    private static bool IsZero(float* row, nint width)
    {
        for (nint d = 0; d < width; d++) if (row[d] != 0) return false;
        return true;
    }
}
