using System.Numerics;
using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Looks through rows for neighbours of many queries: tiles in float32 let candidates through, float64 decides.</summary>
internal static unsafe class NeighbourKernel<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;
    private const int Rows = RowPanels.Rows;
    private const int Queries = TileKernel<L, Product>.Queries;

    /// <summary>The part of the width that is added up at once: a panel of queries of that depth stays in the first-level cache.</summary>
    private const int Depth = 512;

    /// <summary>Up to here queries are compared with each row one by one: packing rows would cost more.</summary>
    private const int FewQueries = 8;

    /// <summary>Rows that are compared one by one before the next query's turn.</summary>
    private const int Group = RowPanels.Group;

    /// <summary>Sets the bars that the heaps stand for; to be called when they were changed by others.</summary>
    internal static void SetBars(QueryPanels queries, RowPanels panels, NeighbourHeaps heaps)
    {
        for (int q = 0; q < panels.BarCount; q++)
            panels.Bars[q] = q < queries.Count ? Bar(queries, heaps, q) : float.PositiveInfinity;
    }

    internal static void Scan(QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, float* rows, nint count, long firstRow)
    {
        for (nint i = 0; i < count; i += panels.BlockRows)
        {
            nint n = Math.Min(panels.BlockRows, count - i);
            float* block = rows + i * queries.Width;
            if (queries.Count <= FewQueries) Few(queries, panels, heaps, block, n, firstRow + i);
            else if (queries.Metric == DistanceMetric.Manhattan) Many<AbsoluteDifference>(queries, panels, heaps, block, n, firstRow + i);
            else if (Lanes512.Serve<L>()) ManyWide(queries, panels, heaps, block, n, firstRow + i);
            else Many<Product>(queries, panels, heaps, block, n, firstRow + i);
        }
    }

    private static float Bar(QueryPanels queries, NeighbourHeaps heaps, int query) => queries.Count <= FewQueries
        ? queries.DirectBar(query, heaps.Worst(query))
        : queries.TileBar(query, heaps.Worst(query));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Many<TStep>(QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, float* rows, nint count, long firstRow)
        where TStep : struct, IPairStep
    {
        panels.Pack<L>(queries, rows, count, firstRow);
        nint width = queries.Width;
        float* bars = panels.Bars, b = queries.Packed, packed = panels.Packed, allTerms = panels.Terms, tiles = panels.Tiles;
        for (int p = 0; p < queries.Panels; p++)
        {
            nint d = 0;
            do
            {
                nint depth = Math.Min(Depth, width - d);
                bool isLast = d + depth == width;
                float* a = packed + d * Rows, terms = allTerms, tile = tiles;
                for (nint i = 0; i < count; i += Rows)
                {
                    if (TileKernel<L, TStep>.Run(a, b, depth, isLast ? terms : null, bars, tile, d > 0))
                        Collect(queries, heaps, rows + i * width, firstRow + i, Rows, p * Queries, Queries, bars, tile);
                    a += Rows * width;
                    terms += 2 * Rows;
                    tile += Rows * Queries;
                }
                b += depth * Queries;
                d += depth;
            }
            while (d < width);
            bars += Queries;
        }
    }

    /// <summary>The same with <see cref="WideTile"/>: two panels of rows against two of queries, or against the last one; or with bytes,
    /// where <see cref="BytePolicy"/> is for it, as far as these serve.</summary>
    private static void ManyWide(QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, float* rows, nint count, long firstRow)
    {
        int panel = 0;
        if (ByteTile.IsSupported)
        {
            if (panels.Bytes.Take(heaps.K) && queries.Bytes.Prepare(queries.Packed, queries.Panels, queries.Width))
            {
                (long nonFinite, long first) = (panels.NonFiniteCount, panels.FirstNonFiniteRow);
                panel = ManyBytes(queries, panels, heaps, rows, count, firstRow);
                panels.Bytes.Add(count, panel < queries.Panels);
                if (panel == queries.Panels) return;
                (panels.NonFiniteCount, panels.FirstNonFiniteRow) = (nonFinite, first); // they will be counted again
            }
            else
            {
                panels.Bytes.Add(count, false);
            }
        }
        panels.Pack<L>(queries, rows, count, firstRow);
        for (; panel + 1 < queries.Panels; panel += 2) Wide<Both>(queries, panels, heaps, rows, count, firstRow, panel);
        if (panel < queries.Panels) Wide<One>(queries, panels, heaps, rows, count, firstRow, panel);
    }

    /// <summary>The same with <see cref="ByteTile"/>; returns how many panels of queries were done before too many pairs had to be judged in
    /// float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ManyBytes(QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, float* rows, nint count, long firstRow)
    {
        panels.PackBytes(queries, rows, count, firstRow);
        nint groups = queries.Bytes.Groups, width = queries.Width;
        sbyte* b = queries.Bytes.Values;
        float* bars = panels.Bars, tile = panels.Tiles;
        int* start = queries.Bytes.Starts;
        long left = BytePolicy.Limit(count, queries.Count, queries.Width);
        int panel = 0;
        for (; panel < queries.Panels && left >= 0; panel++)
        {
            byte* a = (byte*)panels.Packed;
            float* terms = panels.Terms;
            for (nint i = 0; i < count; i += Rows)
            {
                if (ByteTile.Run(a, b, groups, start, terms, bars, tile))
                    left -= Collect(queries, heaps, rows + i * width, firstRow + i, Rows, panel * Queries, Queries, bars, tile);
                a += groups * 4 * Rows;
                terms += 2 * Rows;
            }
            b += groups * 4 * Queries;
            start += Queries;
            bars += Queries;
        }
        return panel;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide<TColumns>(
        QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, float* rows, nint count, long firstRow, int panel)
        where TColumns : struct, IColumns
    {
        nint width = queries.Width;
        float* b = queries.Packed + panel * Queries * width, b1 = b + Queries * width, bars = panels.Bars + panel * Queries;
        for (nint d = 0; d < width; d += Depth)
        {
            nint depth = Math.Min(Depth, width - d);
            bool isLast = d + depth == width;
            float* a = panels.Packed + d * Rows, terms = panels.Terms, tile = panels.Tiles;
            for (nint i = 0; i < count; i += WideTile.Rows)
            {
                if (WideTile.Run<TColumns>(a, a + Rows * width, b, b1, depth, isLast ? terms : null, bars, tile, d > 0))
                    Collect(queries, heaps, rows + i * width, firstRow + i, WideTile.Rows, panel * Queries, WideTile.Queries, bars, tile);
                a += WideTile.Rows * width;
                terms += 2 * WideTile.Rows;
                tile += WideTile.Rows * WideTile.Queries;
            }
            b += depth * Queries;
            b1 += depth * Queries;
        }
    }

    /// <summary>Judges the scores of a tile that are above their bars, in float64; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Collect(
        QueryPanels queries, NeighbourHeaps heaps, float* rows, long firstRow, int rowCount, int firstQuery, int queryCount, float* bars,
        float* tile)
    {
        int judged = 0;
        for (int r = 0; r < rowCount; r++)
        {
            for (int c = 0; c < queryCount; c += Lanes)
            {
                L scores = L.Load(tile + r * queryCount + c);
                uint hits = L.SignBits(L.GreaterThan(scores, L.Load(bars + c)));
                judged += BitOperations.PopCount(hits);
                for (; hits != 0; hits &= hits - 1)
                {
                    int column = c + BitOperations.TrailingZeroCount(hits), query = firstQuery + column;
                    if (Judge(queries, heaps, query, rows + (nint)r * queries.Width, firstRow + r))
                        bars[column] = queries.TileBar(query, heaps.Worst(query));
                }
            }
        }
        return judged;
    }

    /// <summary>Looks through rows for neighbours of one query, whatever the number of queries.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="panels">Scratch.</param>
    /// <param name="heaps">Where neighbours go.</param>
    /// <param name="query">Which query.</param>
    /// <param name="rows">(count, D).</param>
    /// <param name="count">Rows to look through.</param>
    /// <param name="numbers">The number of each row.</param>
    internal static void ScanOne(
        QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, int query, float* rows, nint count, long* numbers)
    {
        float bar = queries.DirectBar(query, heaps.Worst(query));
        for (nint i = 0; i < count; i += Group)
            OneByOne(queries, panels, heaps, query, query + 1, &bar - query, rows + i * queries.Width, Math.Min(Group, count - i), 0, numbers + i);
    }

    private static void Few(QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, float* rows, nint count, long firstRow)
    {
        for (nint i = 0; i < count; i += Group)
            OneByOne(queries, panels, heaps, 0, queries.Count, panels.Bars, rows + i * queries.Width, Math.Min(Group, count - i), firstRow + i, null);
    }

    /// <summary>Compares up to <see cref="Group"/> rows, which stay in the first-level cache, with some queries, pair by pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OneByOne(
        QueryPanels queries, RowPanels panels, NeighbourHeaps heaps, int firstQuery, int endQuery, float* bars,
        float* rows, nint count, long firstRow, long* numbers)
    {
        float* sums = stackalloc float[Group];
        nint width = queries.Width;
        bool isScaled = queries.Metric is DistanceMetric.Dot or DistanceMetric.Cosine;
        if (isScaled)
        {
            for (nint r = 0; r < count; r++) PairKernel<L, Product>.Many(rows + r * width, rows + r * width, 1, width, sums + r);
            panels.Weigh(queries, rows, count, firstRow, sums);
        }
        float* factors = panels.Terms, terms = factors + Group;
        float trusted = queries.Metric == DistanceMetric.Manhattan ? 1e18f : QueryPanels.Huge;
        for (int q = firstQuery; q < endQuery; q++)
        {
            Sums(queries, q, rows, count, sums);
            bool isHuge = queries.State(q) == QueryState.Huge;
            for (nint r = 0; r < count; r++)
            {
                float score = -sums[r];
                if (isScaled)
                    score = factors[r] == 0 ? terms[r] : isHuge ? float.PositiveInfinity : MathF.FusedMultiplyAdd(sums[r], factors[r], terms[r]);
                else if (!(sums[r] < trusted))
                    score = panels.Examine(rows + r * width, width, firstRow + r, q == firstQuery) ? float.PositiveInfinity : float.NegativeInfinity;
                if (score <= bars[q]) continue;
                if (Judge(queries, heaps, q, rows + r * width, numbers == null ? firstRow + r : numbers[r]))
                    bars[q] = queries.DirectBar(q, heaps.Worst(q));
            }
        }
    }

    private static void Sums(QueryPanels queries, int query, float* rows, nint count, float* sums)
    {
        switch (queries.Metric)
        {
            case DistanceMetric.Dot or DistanceMetric.Cosine:
                PairKernel<L, Product>.Many(queries.Direct(query), rows, count, queries.Width, sums);
                break;
            case DistanceMetric.Manhattan:
                PairKernel<L, AbsoluteDifference>.Many(queries.Direct(query), rows, count, queries.Width, sums);
                break;
            default:
                PairKernel<L, SquaredDifference>.Many(queries.Direct(query), rows, count, queries.Width, sums);
                break;
        }
    }

    private static bool Judge(QueryPanels queries, NeighbourHeaps heaps, int query, float* row, long number)
    {
        double key = ExactDistance.Key(queries.Metric, queries.Query(query), row, queries.Width, queries.Norm(query));
        return key <= heaps.Worst(query) && heaps.Offer(query, key, number);
    }
}
