using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Operations on parameter vectors whose length is a multiple of eight. Sums run in blocks of 2048 values in four times eight
/// float lanes; the blocks are added in double, in order.
/// </summary>
internal static unsafe class Vectors
{
    private const int Block = 2048;

    /// <summary>Σ aᵢ bᵢ.</summary>
    public static double Dot(float[] a, float[] b)
    {
        double total = 0;
        fixed (float* x = a, y = b)
        {
            for (var start = 0; start < a.Length; start += Block)
            {
                var end = Math.Min(a.Length, start + Block);
                Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
                var i = start;
                for (; i + 32 <= end; i += 32)
                {
                    s0 = Vector256.FusedMultiplyAdd(Vector256.Load(x + i), Vector256.Load(y + i), s0);
                    s1 = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 8), Vector256.Load(y + i + 8), s1);
                    s2 = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 16), Vector256.Load(y + i + 16), s2);
                    s3 = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 24), Vector256.Load(y + i + 24), s3);
                }

                for (; i < end; i += 8)
                {
                    s0 = Vector256.FusedMultiplyAdd(Vector256.Load(x + i), Vector256.Load(y + i), s0);
                }

                total += Elementary.Sum((s0 + s1) + (s2 + s3));
            }
        }

        return total;
    }

    /// <summary>y ← y + αx.</summary>
    public static void AddScaled(float[] y, float alpha, float[] x)
    {
        var a = Vector256.Create(alpha);
        fixed (float* p = x, q = y)
        {
            for (var i = 0; i < y.Length; i += 8)
            {
                Vector256.FusedMultiplyAdd(a, Vector256.Load(p + i), Vector256.Load(q + i)).Store(q + i);
            }
        }
    }

    /// <summary>y ← x + βy.</summary>
    public static void ScaleThenAdd(float[] y, float beta, float[] x)
    {
        var b = Vector256.Create(beta);
        fixed (float* p = x, q = y)
        {
            for (var i = 0; i < y.Length; i += 8)
            {
                Vector256.FusedMultiplyAdd(b, Vector256.Load(q + i), Vector256.Load(p + i)).Store(q + i);
            }
        }
    }

    /// <summary>y ← x + αd.</summary>
    public static void Move(float[] y, float[] x, float alpha, float[] d)
    {
        var a = Vector256.Create(alpha);
        fixed (float* p = x, q = y, s = d)
        {
            for (var i = 0; i < y.Length; i += 8)
            {
                Vector256.FusedMultiplyAdd(a, Vector256.Load(s + i), Vector256.Load(p + i)).Store(q + i);
            }
        }
    }

    /// <summary>y ← −x.</summary>
    public static void Negate(float[] y, float[] x)
    {
        fixed (float* p = x, q = y)
        {
            for (var i = 0; i < y.Length; i += 8)
            {
                (-Vector256.Load(p + i)).Store(q + i);
            }
        }
    }

    /// <summary>max |xᵢ|.</summary>
    public static float MaxNorm(float[] x)
    {
        Vector256<float> max = default;
        fixed (float* p = x)
        {
            for (var i = 0; i < x.Length; i += 8)
            {
                max = Vector256.Max(max, Vector256.Abs(Vector256.Load(p + i)));
            }
        }

        var result = 0f;
        for (var i = 0; i < 8; i++)
        {
            result = MathF.Max(result, max[i]);
        }

        return result;
    }
}
