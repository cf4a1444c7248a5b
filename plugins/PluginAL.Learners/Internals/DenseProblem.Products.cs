using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <content>Products with the rows and with the rows transposed.</content>
internal sealed unsafe partial class DenseProblem
{
    /// <summary>z (K, outputStride) ← W (K, stride) · panel (depth, 16), sixteen columns of z.</summary>
    private void ForwardPanel(float* x, float* w, float* z, int outputStride)
    {
        var c = 0;
        var (s, depth) = (_stride, _depth);
        if (Scores == 1)
        {
            ForwardOne(x, w, z, depth);
            return;
        }

        for (; c + 4 <= Scores; c += 4)
        {
            Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            var v = w + c * s;
            for (var d = 0; d < depth; d++)
            {
                var x0 = Vector256.Load(x + d * Panel);
                var x1 = Vector256.Load(x + d * Panel + 8);
                var k = Vector256.Create(v[d]);
                a0 = Vector256.FusedMultiplyAdd(k, x0, a0);
                a1 = Vector256.FusedMultiplyAdd(k, x1, a1);
                k = Vector256.Create(v[d + s]);
                b0 = Vector256.FusedMultiplyAdd(k, x0, b0);
                b1 = Vector256.FusedMultiplyAdd(k, x1, b1);
                k = Vector256.Create(v[d + 2 * s]);
                c0 = Vector256.FusedMultiplyAdd(k, x0, c0);
                c1 = Vector256.FusedMultiplyAdd(k, x1, c1);
                k = Vector256.Create(v[d + 3 * s]);
                d0 = Vector256.FusedMultiplyAdd(k, x0, d0);
                d1 = Vector256.FusedMultiplyAdd(k, x1, d1);
            }

            var o = z + c * outputStride;
            a0.Store(o);
            a1.Store(o + 8);
            b0.Store(o + outputStride);
            b1.Store(o + outputStride + 8);
            c0.Store(o + 2 * outputStride);
            c1.Store(o + 2 * outputStride + 8);
            d0.Store(o + 3 * outputStride);
            d1.Store(o + 3 * outputStride + 8);
        }

        for (; c + 2 <= Scores; c += 2)
        {
            // Two classes fill only half the accumulators that hide the latency: even and odd columns are summed apart.
            Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            var v = w + c * s;
            for (var d = 0; d < depth; d += 2)
            {
                var x0 = Vector256.Load(x + d * Panel);
                var x1 = Vector256.Load(x + d * Panel + 8);
                var k = Vector256.Create(v[d]);
                a0 = Vector256.FusedMultiplyAdd(k, x0, a0);
                a1 = Vector256.FusedMultiplyAdd(k, x1, a1);
                k = Vector256.Create(v[d + s]);
                b0 = Vector256.FusedMultiplyAdd(k, x0, b0);
                b1 = Vector256.FusedMultiplyAdd(k, x1, b1);
                x0 = Vector256.Load(x + d * Panel + 16);
                x1 = Vector256.Load(x + d * Panel + 24);
                k = Vector256.Create(v[d + 1]);
                c0 = Vector256.FusedMultiplyAdd(k, x0, c0);
                c1 = Vector256.FusedMultiplyAdd(k, x1, c1);
                k = Vector256.Create(v[d + 1 + s]);
                d0 = Vector256.FusedMultiplyAdd(k, x0, d0);
                d1 = Vector256.FusedMultiplyAdd(k, x1, d1);
            }

            var o = z + c * outputStride;
            (a0 + c0).Store(o);
            (a1 + c1).Store(o + 8);
            (b0 + d0).Store(o + outputStride);
            (b1 + d1).Store(o + outputStride + 8);
        }

        if (c < Scores)
        {
            ForwardOne(x, w + c * s, z + c * outputStride, depth);
        }
    }

    private static void ForwardOne(float* x, float* w, float* z, int depth)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var d = 0; d < depth; d += 4)
        {
            var y = x + d * Panel;
            var k = Vector256.Create(w[d]);
            a0 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y), a0);
            a1 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 8), a1);
            k = Vector256.Create(w[d + 1]);
            b0 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 16), b0);
            b1 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 24), b1);
            k = Vector256.Create(w[d + 2]);
            c0 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 32), c0);
            c1 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 40), c1);
            k = Vector256.Create(w[d + 3]);
            d0 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 48), d0);
            d1 = Vector256.FusedMultiplyAdd(k, Vector256.Load(y + 56), d1);
        }

        ((a0 + b0) + (c0 + d0)).Store(z);
        ((a1 + b1) + (c1 + d1)).Store(z + 8);
    }

    /// <summary>g (K, stride) ← g + U (panels of (K, 16)) · Xᵀ, four columns and two classes at a time.</summary>
    private void BackwardChunk(float* x0, float* u0, float* g, int panels, int classes, bool triangle = false)
    {
        var xStep = _depth * Panel;
        var uStep = classes * Panel;
        for (var d = 0; d < _depth; d += 4)
        {
            var c = triangle ? d : 0;
            for (; c + 2 <= classes; c += 2)
            {
                Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
                var x = x0 + d * Panel;
                var u = u0 + c * Panel;
                for (var p = 0; p < panels; p++, x += xStep, u += uStep)
                {
                    var s = Vector256.Load(u);
                    var t = Vector256.Load(u + Panel);
                    var v = Vector256.Load(x);
                    a0 = Vector256.FusedMultiplyAdd(s, v, a0);
                    b0 = Vector256.FusedMultiplyAdd(t, v, b0);
                    v = Vector256.Load(x + 16);
                    a1 = Vector256.FusedMultiplyAdd(s, v, a1);
                    b1 = Vector256.FusedMultiplyAdd(t, v, b1);
                    v = Vector256.Load(x + 32);
                    a2 = Vector256.FusedMultiplyAdd(s, v, a2);
                    b2 = Vector256.FusedMultiplyAdd(t, v, b2);
                    v = Vector256.Load(x + 48);
                    a3 = Vector256.FusedMultiplyAdd(s, v, a3);
                    b3 = Vector256.FusedMultiplyAdd(t, v, b3);
                    s = Vector256.Load(u + 8);
                    t = Vector256.Load(u + Panel + 8);
                    v = Vector256.Load(x + 8);
                    a0 = Vector256.FusedMultiplyAdd(s, v, a0);
                    b0 = Vector256.FusedMultiplyAdd(t, v, b0);
                    v = Vector256.Load(x + 24);
                    a1 = Vector256.FusedMultiplyAdd(s, v, a1);
                    b1 = Vector256.FusedMultiplyAdd(t, v, b1);
                    v = Vector256.Load(x + 40);
                    a2 = Vector256.FusedMultiplyAdd(s, v, a2);
                    b2 = Vector256.FusedMultiplyAdd(t, v, b2);
                    v = Vector256.Load(x + 56);
                    a3 = Vector256.FusedMultiplyAdd(s, v, a3);
                    b3 = Vector256.FusedMultiplyAdd(t, v, b3);
                }

                var o = g + c * _stride + d;
                o[0] += Elementary.Sum(a0);
                o[1] += Elementary.Sum(a1);
                o[2] += Elementary.Sum(a2);
                o[3] += Elementary.Sum(a3);
                o += _stride;
                o[0] += Elementary.Sum(b0);
                o[1] += Elementary.Sum(b1);
                o[2] += Elementary.Sum(b2);
                o[3] += Elementary.Sum(b3);
            }

            if (c < classes)
            {
                Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
                var x = x0 + d * Panel;
                var u = u0 + c * Panel;
                for (var p = 0; p < panels; p++, x += xStep, u += uStep)
                {
                    var s = Vector256.Load(u);
                    var t = Vector256.Load(u + 8);
                    a0 = Vector256.FusedMultiplyAdd(s, Vector256.Load(x), a0);
                    b0 = Vector256.FusedMultiplyAdd(t, Vector256.Load(x + 8), b0);
                    a1 = Vector256.FusedMultiplyAdd(s, Vector256.Load(x + 16), a1);
                    b1 = Vector256.FusedMultiplyAdd(t, Vector256.Load(x + 24), b1);
                    a2 = Vector256.FusedMultiplyAdd(s, Vector256.Load(x + 32), a2);
                    b2 = Vector256.FusedMultiplyAdd(t, Vector256.Load(x + 40), b2);
                    a3 = Vector256.FusedMultiplyAdd(s, Vector256.Load(x + 48), a3);
                    b3 = Vector256.FusedMultiplyAdd(t, Vector256.Load(x + 56), b3);
                }

                var o = g + c * _stride + d;
                o[0] += Elementary.Sum(a0 + b0);
                o[1] += Elementary.Sum(a1 + b1);
                o[2] += Elementary.Sum(a2 + b2);
                o[3] += Elementary.Sum(a3 + b3);
            }
        }
    }
}
