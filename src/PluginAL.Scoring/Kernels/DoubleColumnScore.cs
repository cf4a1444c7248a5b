using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>What <see cref="ColumnScore{L, M}"/> does to two groups of eight rows, with both in one register. The same bits.</summary>
internal static unsafe class DoubleColumnScore<M> where M : struct, IMeasure
{
    private const int Group = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Take(float* columns, float* second, nint classes, float* target, float* target1)
    {
        float* both = stackalloc float[FewClasses.Most * 2 * Group];
        DoubleLanes max = DoubleLanes.Load(columns, second);
        DoubleLanes.Store(max, both);
        for (nint c = 1; c < classes; c++)
        {
            DoubleLanes x = DoubleLanes.Load(columns + c * Group, second + c * Group);
            DoubleLanes.Store(x, both + c * 2 * Group);
            max = DoubleLanes.Max(x, max);
        }
        DoubleLanes scores = ColumnScore<Lanes256, M>.OnlyCompares ? Compare(both, classes, max) : Measure(both, classes, max);
        Lanes256.Store(scores.Lower, target);
        Lanes256.Store(scores.Upper, target1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static DoubleLanes Compare(float* both, nint classes, DoubleLanes max)
    {
        DoubleLanes sum = DoubleLanes.Zero, a = DoubleLanes.Zero, b = DoubleLanes.Zero;
        for (nint c = 0; c < classes; c++)
        {
            DoubleLanes x = LaneMath.Exp(DoubleLanes.Subtract(DoubleLanes.Load(both + c * 2 * Group), max));
            sum = DoubleLanes.Add(sum, x);
            M.Accumulate(x, ref a, ref b);
        }
        DoubleLanes scale = DoubleLanes.Divide(DoubleLanes.Broadcast(1f), sum);
        return ColumnScore<Lanes256, M>.Finish(DoubleLanes.Multiply(a, scale), DoubleLanes.Multiply(b, scale), sum, scale, classes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static DoubleLanes Measure(float* both, nint classes, DoubleLanes max)
    {
        DoubleLanes sum = DoubleLanes.Zero, a = DoubleLanes.Zero, b = DoubleLanes.Zero;
        for (nint c = 0; c < classes; c++)
        {
            DoubleLanes x = LaneMath.Exp(DoubleLanes.Subtract(DoubleLanes.Load(both + c * 2 * Group), max));
            sum = DoubleLanes.Add(sum, x);
            DoubleLanes.Store(x, both + c * 2 * Group);
        }
        DoubleLanes scale = DoubleLanes.Divide(DoubleLanes.Broadcast(1f), sum);
        ColumnScore<Lanes256, M>.Accumulate(both, classes, scale, ref a, ref b);
        return ColumnScore<Lanes256, M>.Finish(a, b, sum, scale, classes);
    }
}
