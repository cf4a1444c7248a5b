using System.Numerics;
using System.Runtime.CompilerServices;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>Centres in panels of sixteen, one centre a lane, and the squared distances of a few rows to all of them.</summary>
/// <remarks>
/// A distance is one chain of fused multiply-adds of (x − c)² over the width in ascending order: it depends on row and centre alone, and
/// nothing cancels, wherever the data lie. The lanes beyond the last centre hold +∞ and are nearest to nothing.
/// </remarks>
internal sealed unsafe class CentrePanels<L> : IDisposable where L : struct, ILanes<L>
{
    internal const int RowsAtOnce = 6;
    private const int Lanes = 8;
    private const int PanelCentres = 2 * Lanes;

    private readonly NativeArray<float> _values;

    internal CentrePanels(int maxCentres, int width)
    {
        Width = width;
        _values = new((maxCentres + PanelCentres - 1L) / PanelCentres * PanelCentres * width);
    }

    internal int Width { get; }

    /// <summary>Centres, without the padding.</summary>
    internal int Count { get; private set; }

    public void Dispose() => _values.Dispose();

    /// <summary>Takes over centres, row-major.</summary>
    internal void Pack(float* centres, int count)
    {
        Count = count;
        float* to = _values.Items;
        for (int first = 0; first < count; first += PanelCentres)
        {
            for (nint d = 0; d < Width; d++)
            {
                for (int c = first; c < first + PanelCentres; c++)
                    *to++ = c < count ? centres[(nint)c * Width + d] : float.PositiveInfinity;
            }
        }
    }

    /// <summary>The nearest and the second nearest centre of up to six rows.</summary>
    /// <param name="rows">Six pointers; those beyond the rows wanted repeat another.</param>
    /// <param name="count">Rows wanted.</param>
    /// <param name="nearest">For each row the nearest centre, the lowest of equals; −1 where no distance is finite.</param>
    /// <param name="squared">For each row the squared distance to it.</param>
    /// <param name="second">For each row the least squared distance to another centre; +∞ where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal void Nearest(float** rows, int count, int* nearest, float* squared, float* second)
    {
        if (Lanes512.Serve<L>())
        {
            WideNearest(rows, count, nearest, squared, second);
            return;
        }
        float* tile = stackalloc float[RowsAtOnce * PanelCentres];
        float* best = stackalloc float[RowsAtOnce * Lanes];
        float* next = stackalloc float[RowsAtOnce * Lanes];
        float* index = stackalloc float[RowsAtOnce * Lanes];
        L infinity = L.Broadcast(float.PositiveInfinity);
        for (int r = 0; r < RowsAtOnce; r++)
        {
            L.Store(infinity, best + r * Lanes);
            L.Store(infinity, next + r * Lanes);
            L.Store(L.Zero, index + r * Lanes);
        }
        float* panel = _values.Items;
        for (int first = 0; first < Count; first += PanelCentres)
        {
            bool wide = Count - first > Lanes;
            if (wide) Tile(rows, panel, Width, tile);
            else NarrowTile(rows, panel, Width, tile);
            panel += (nint)PanelCentres * Width;
            for (int r = 0; r < count; r++)
            {
                L b = L.Load(best + r * Lanes), n = L.Load(next + r * Lanes), i = L.Load(index + r * Lanes);
                L t = L.Load(tile + r * PanelCentres);
                L less = L.GreaterThan(b, t);
                n = L.Min(n, L.Select(less, b, t));
                b = L.Select(less, t, b);
                i = L.Select(less, L.Broadcast(BitConverter.Int32BitsToSingle(first)), i);
                if (wide)
                {
                    t = L.Load(tile + r * PanelCentres + Lanes);
                    less = L.GreaterThan(b, t);
                    n = L.Min(n, L.Select(less, b, t));
                    b = L.Select(less, t, b);
                    i = L.Select(less, L.Broadcast(BitConverter.Int32BitsToSingle(first + Lanes)), i);
                }
                L.Store(b, best + r * Lanes);
                L.Store(n, next + r * Lanes);
                L.Store(i, index + r * Lanes);
            }
        }
        for (int r = 0; r < count; r++)
            Reduce(best + r * Lanes, next + r * Lanes, (int*)index + r * Lanes, nearest + r, squared + r, second + r);
    }

    [SkipLocalsInit]
    private void WideNearest(float** rows, int count, int* nearest, float* squared, float* second)
    {
        float* states = stackalloc float[RowsAtOnce * WideCentres.State], best = stackalloc float[Lanes], next = stackalloc float[Lanes];
        int* index = stackalloc int[Lanes];
        WideCentres.Clear(states, RowsAtOnce);
        for (int first = 0; first < Count; first += 2 * PanelCentres)
        {
            float* panel = _values.Items + (nint)first * Width;
            if (Count - first > PanelCentres) WideCentres.Add<Both>(rows, panel, Width, first, states);
            else WideCentres.Add<One>(rows, panel, Width, first, states);
        }
        for (int r = 0; r < count; r++)
        {
            WideCentres.Halve(states + r * WideCentres.State, best, next, index);
            Reduce(best, next, index, nearest + r, squared + r, second + r);
        }
    }

    /// <summary>The least of eight lanes with its centre, and the least of all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(float* best, float* next, int* index, int* nearest, float* squared, float* second)
    {
        L b = L.Load(best), infinity = L.Broadcast(float.PositiveInfinity);
        float least = Least(b);
        L isLeast = L.Equal(b, L.Broadcast(least));
        uint lanes = L.SignBits(isLeast);
        *squared = least;
        if (float.IsInfinity(least))
        {
            *nearest = -1;
            *second = least;
        }
        else if ((lanes & (lanes - 1)) == 0)
        {
            int lane = BitOperations.TrailingZeroCount(lanes);
            *nearest = index[lane] + lane;
            *second = Least(L.Min(L.Load(next), L.Select(isLeast, infinity, b)));
        }
        else
        {
            int at = int.MaxValue;
            for (; lanes != 0; lanes &= lanes - 1)
            {
                int lane = BitOperations.TrailingZeroCount(lanes);
                at = Math.Min(at, index[lane] + lane);
            }
            *nearest = at;
            *second = least;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Least(L a) => 0 - L.Greatest(L.Subtract(L.Zero, a));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(float** rows, float* panel, nint width, float* tile)
    {
        if (typeof(L) == typeof(Lanes256))
        {
            WideTiles.SixBySixteen(rows, panel, width, tile);
            return;
        }
        float* x0 = rows[0], x1 = rows[1], x2 = rows[2], x3 = rows[3], x4 = rows[4], x5 = rows[5];
        L a0 = L.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
        for (nint d = 0; d < width; d++)
        {
            L u = L.Load(panel), v = L.Load(panel + Lanes);
            L p = L.Broadcast(x0[d]), s = L.Subtract(p, u);
            a0 = L.MultiplyAdd(s, s, a0);
            s = L.Subtract(p, v);
            b0 = L.MultiplyAdd(s, s, b0);
            p = L.Broadcast(x1[d]);
            s = L.Subtract(p, u);
            a1 = L.MultiplyAdd(s, s, a1);
            s = L.Subtract(p, v);
            b1 = L.MultiplyAdd(s, s, b1);
            p = L.Broadcast(x2[d]);
            s = L.Subtract(p, u);
            a2 = L.MultiplyAdd(s, s, a2);
            s = L.Subtract(p, v);
            b2 = L.MultiplyAdd(s, s, b2);
            p = L.Broadcast(x3[d]);
            s = L.Subtract(p, u);
            a3 = L.MultiplyAdd(s, s, a3);
            s = L.Subtract(p, v);
            b3 = L.MultiplyAdd(s, s, b3);
            p = L.Broadcast(x4[d]);
            s = L.Subtract(p, u);
            a4 = L.MultiplyAdd(s, s, a4);
            s = L.Subtract(p, v);
            b4 = L.MultiplyAdd(s, s, b4);
            p = L.Broadcast(x5[d]);
            s = L.Subtract(p, u);
            a5 = L.MultiplyAdd(s, s, a5);
            s = L.Subtract(p, v);
            b5 = L.MultiplyAdd(s, s, b5);
            panel += PanelCentres;
        }
        L.Store(a0, tile);
        L.Store(b0, tile + 8);
        L.Store(a1, tile + 16);
        L.Store(b1, tile + 24);
        L.Store(a2, tile + 32);
        L.Store(b2, tile + 40);
        L.Store(a3, tile + 48);
        L.Store(b3, tile + 56);
        L.Store(a4, tile + 64);
        L.Store(b4, tile + 72);
        L.Store(a5, tile + 80);
        L.Store(b5, tile + 88);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowTile(float** rows, float* panel, nint width, float* tile)
    {
        float* x0 = rows[0], x1 = rows[1], x2 = rows[2], x3 = rows[3], x4 = rows[4], x5 = rows[5];
        L a0 = L.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        for (nint d = 0; d < width; d++)
        {
            L u = L.Load(panel);
            L s = L.Subtract(L.Broadcast(x0[d]), u);
            a0 = L.MultiplyAdd(s, s, a0);
            s = L.Subtract(L.Broadcast(x1[d]), u);
            a1 = L.MultiplyAdd(s, s, a1);
            s = L.Subtract(L.Broadcast(x2[d]), u);
            a2 = L.MultiplyAdd(s, s, a2);
            s = L.Subtract(L.Broadcast(x3[d]), u);
            a3 = L.MultiplyAdd(s, s, a3);
            s = L.Subtract(L.Broadcast(x4[d]), u);
            a4 = L.MultiplyAdd(s, s, a4);
            s = L.Subtract(L.Broadcast(x5[d]), u);
            a5 = L.MultiplyAdd(s, s, a5);
            panel += PanelCentres;
        }
        L.Store(a0, tile);
        L.Store(a1, tile + 16);
        L.Store(a2, tile + 32);
        L.Store(a3, tile + 48);
        L.Store(a4, tile + 64);
        L.Store(a5, tile + 80);
    }
}
