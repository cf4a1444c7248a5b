using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Distances in float64: what decides who is a neighbour. The smaller the key, the nearer.</summary>
/// <remarks>Value d goes to sum d mod 8; products and sums are rounded one by one, so every machine gives the same bits.</remarks>
internal static unsafe class ExactDistance
{
    private static bool IsWide => Lanes512.Serve<Lanes256>();

    /// <summary>Euclidean: the square; cosine: 1 − cos; dot: −x·y; Manhattan: itself.</summary>
    /// <param name="metric">What to compute.</param>
    /// <param name="x">The query.</param>
    /// <param name="y">The row.</param>
    /// <param name="width">Values in each.</param>
    /// <param name="queryNorm">‖x‖, for cosine.</param>
    internal static double Key(DistanceMetric metric, float* x, float* y, nint width, double queryNorm)
    {
        switch (metric)
        {
            case DistanceMetric.Dot: return -Dot(x, y, width);
            case DistanceMetric.Manhattan: return Manhattan(x, y, width);
            case DistanceMetric.Cosine:
                double norm = Math.Sqrt(Dot(y, y, width));
                if (norm == 0 || queryNorm == 0) return 1;
                return 1 - Math.Clamp(Dot(x, y, width) / (norm * queryNorm), -1, 1);
            default: return Squared(x, y, width);
        }
    }

    /// <summary>The distance, or similarity, that a key stands for.</summary>
    internal static float Distance(DistanceMetric metric, double key) => metric switch
    {
        DistanceMetric.Dot => (float)(0 - key),
        DistanceMetric.Euclidean => (float)Math.Sqrt(key),
        _ => (float)key,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Dot(float* x, float* y, nint width)
    {
        if (IsWide) return Wide<Product>(x, y, width);
        Vector128<double> a = Vector128<double>.Zero, b = a, c = a, e = a;
        nint d = 0;
        for (; d + 8 <= width; d += 8)
        {
            Vector128<float> p = Vector128.Load(x + d), q = Vector128.Load(y + d);
            a += Vector128.WidenLower(p) * Vector128.WidenLower(q);
            b += Vector128.WidenUpper(p) * Vector128.WidenUpper(q);
            p = Vector128.Load(x + d + 4);
            q = Vector128.Load(y + d + 4);
            c += Vector128.WidenLower(p) * Vector128.WidenLower(q);
            e += Vector128.WidenUpper(p) * Vector128.WidenUpper(q);
        }
        double rest = 0;
        for (; d < width; d++) rest += (double)x[d] * y[d];
        return Join(a, b, c, e) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squared(float* x, float* y, nint width)
    {
        if (IsWide) return Wide<SquaredDifference>(x, y, width);
        Vector128<double> a = Vector128<double>.Zero, b = a, c = a, e = a;
        nint d = 0;
        for (; d + 8 <= width; d += 8)
        {
            Vector128<float> p = Vector128.Load(x + d), q = Vector128.Load(y + d);
            Vector128<double> t = Vector128.WidenLower(p) - Vector128.WidenLower(q), u = Vector128.WidenUpper(p) - Vector128.WidenUpper(q);
            a += t * t;
            b += u * u;
            p = Vector128.Load(x + d + 4);
            q = Vector128.Load(y + d + 4);
            t = Vector128.WidenLower(p) - Vector128.WidenLower(q);
            u = Vector128.WidenUpper(p) - Vector128.WidenUpper(q);
            c += t * t;
            e += u * u;
        }
        double rest = 0;
        for (; d < width; d++)
        {
            double t = (double)x[d] - y[d];
            rest += t * t;
        }
        return Join(a, b, c, e) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Manhattan(float* x, float* y, nint width)
    {
        if (IsWide) return Wide<AbsoluteDifference>(x, y, width);
        Vector128<double> a = Vector128<double>.Zero, b = a, c = a, e = a;
        nint d = 0;
        for (; d + 8 <= width; d += 8)
        {
            Vector128<float> p = Vector128.Load(x + d), q = Vector128.Load(y + d);
            a += Vector128.Abs(Vector128.WidenLower(p) - Vector128.WidenLower(q));
            b += Vector128.Abs(Vector128.WidenUpper(p) - Vector128.WidenUpper(q));
            p = Vector128.Load(x + d + 4);
            q = Vector128.Load(y + d + 4);
            c += Vector128.Abs(Vector128.WidenLower(p) - Vector128.WidenLower(q));
            e += Vector128.Abs(Vector128.WidenUpper(p) - Vector128.WidenUpper(q));
        }
        double rest = 0;
        for (; d < width; d++) rest += Math.Abs((double)x[d] - y[d]);
        return Join(a, b, c, e) + rest;
    }

    /// <summary>All eight sums in one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Wide<TStep>(float* x, float* y, nint width) where TStep : struct, IStep
    {
        Vector512<double> sum = Vector512<double>.Zero;
        nint d = 0;
        for (; d + 8 <= width; d += 8)
        {
            sum += TStep.Of(
                Avx512F.ConvertToVector512Double(Vector256.Load(x + d)), Avx512F.ConvertToVector512Double(Vector256.Load(y + d)));
        }
        double rest = 0;
        for (; d < width; d++) rest += TStep.Of(x[d], y[d]);
        Vector256<double> lower = sum.GetLower(), upper = sum.GetUpper();
        return Join(lower.GetLower(), lower.GetUpper(), upper.GetLower(), upper.GetUpper()) + rest;
    }

    private interface IStep
    {
        static abstract Vector512<double> Of(Vector512<double> x, Vector512<double> y);

        static abstract double Of(double x, double y);
    }

    private readonly struct Product : IStep
    {
        public static Vector512<double> Of(Vector512<double> x, Vector512<double> y) => x * y;

        public static double Of(double x, double y) => x * y;
    }

    private readonly struct SquaredDifference : IStep
    {
        public static Vector512<double> Of(Vector512<double> x, Vector512<double> y) => (x - y) * (x - y);

        public static double Of(double x, double y) => (x - y) * (x - y);
    }

    private readonly struct AbsoluteDifference : IStep
    {
        public static Vector512<double> Of(Vector512<double> x, Vector512<double> y) => Vector512.Abs(x - y);

        public static double Of(double x, double y) => Math.Abs(x - y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Join(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> e)
    {
        Vector128<double> v = (a + b) + (c + e);
        return v.GetElement(0) + v.GetElement(1);
    }
}
