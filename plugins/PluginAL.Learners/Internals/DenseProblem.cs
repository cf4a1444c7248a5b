using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Dense rows. X is packed in panels of sixteen rows, each (D + 1, 16) with a last column of ones, so that products run
/// over contiguous memory with eight rows in a vector and no padding of classes; logits lie in panels (K, 16).
/// Parameters lie class after class, (K, stride).
/// </summary>
internal sealed unsafe class DenseProblem : LogisticProblem
{
    public const int Panel = 16;
    private const int ChunkBytes = 256 * 1024;

    private readonly float[] _x;
    private readonly int _width;
    private readonly int _depth;
    private readonly int _stride;
    private readonly int _panels;
    private readonly int _chunk;
    private readonly float[] _scratch;
    private readonly float[] _inverseDiagonal;
    private readonly float[] _matrix;
    private readonly float[] _weighted;
    private readonly float[] _inversePanels;
    private bool _full;

    /// <summary>Creates the problem.</summary>
    /// <param name="packed">The panels, as <see cref="Pack"/> makes them.</param>
    /// <param name="rows">n.</param>
    /// <param name="width">D.</param>
    /// <param name="scores">K.</param>
    /// <param name="labels">n labels.</param>
    /// <param name="c">Weight of the loss.</param>
    public DenseProblem(float[] packed, int rows, int width, int scores, int[] labels, double c)
        : base(rows, scores, labels, c)
    {
        _x = packed;
        _width = width;
        _depth = Depth(width);
        _stride = Stride(width);
        _panels = (rows + Panel - 1) / Panel;
        _chunk = Math.Clamp(ChunkBytes / (_depth * Panel * sizeof(float)), 1, _panels);
        _scratch = new float[_chunk * Panel * scores];
        _inverseDiagonal = new float[_stride];
        _full = Pays(rows, width, scores);
        _matrix = _full ? new float[_stride * _stride] : [];
        _weighted = _full ? new float[_chunk * Panel * _depth] : [];
        _inversePanels = _full ? new float[_stride * _depth] : [];
    }

    public override int ParameterLength => checked(_stride * Scores);

    public override int LogitLength => checked(_panels * Panel * Scores);

    /// <summary>Columns of a panel: D and the ones, rounded up to a multiple of four.</summary>
    public static int Depth(int width) => (width + 1 + 3) & ~3;

    /// <summary>From one class's parameters to the next.</summary>
    public static int Stride(int width) => (width + 1 + 15) & ~15;

    /// <summary>Room for n rows in panels.</summary>
    public static long PackedLength(long rows, int width) => (rows + Panel - 1) / Panel * Panel * Depth(width);

    /// <summary>Writes rows into panels.</summary>
    /// <param name="values">count × width values.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="width">D.</param>
    /// <param name="first">The number of the first row.</param>
    /// <param name="packed">The panels, zero before the first call.</param>
    public static void Pack(ReadOnlySpan<float> values, int count, int width, int first, float[] packed)
    {
        var depth = Depth(width);
        for (var i = 0; i < count; i++)
        {
            var row = values.Slice(i * width, width);
            var (panel, lane) = Math.DivRem(first + i, Panel);
            ref var target = ref packed[panel * depth * Panel + lane];
            for (var d = 0; d < row.Length; d++)
            {
                Unsafe.Add(ref target, d * Panel) = row[d];
            }

            Unsafe.Add(ref target, width * Panel) = 1;
        }
    }

    /// <summary>One packed row: column d is at [16 d].</summary>
    public static ReadOnlySpan<float> Row(float[] packed, int row, int width)
    {
        var (panel, lane) = Math.DivRem(row, Panel);
        return packed.AsSpan(panel * Depth(width) * Panel + lane, (width - 1) * Panel + 1);
    }

    public override void Forward(float[] parameters, float[] logits)
    {
        fixed (float* x = _x, w = parameters, z = logits)
        {
            for (var p = 0; p < _panels; p++)
            {
                ForwardPanel(x + (long)p * _depth * Panel, w, z + (long)p * Scores * Panel, Panel);
            }
        }
    }

    public override double Probabilities(float[] logits, float[] probabilities)
    {
        double loss = 0;
        var margins = stackalloc float[Panel];
        var logs = stackalloc float[Panel];
        fixed (float* z0 = logits, p0 = probabilities)
        fixed (int* labels = Labels)
        {
            for (var panel = 0; panel < _panels; panel++)
            {
                var z = z0 + (long)panel * Scores * Panel;
                var p = p0 + (long)panel * Scores * Panel;
                for (var lane = 0; lane < Panel; lane += 8)
                {
                    if (Scores == 1)
                    {
                        Rows2.Logistic(Vector256.Load(z + lane), out var probability, out var log);
                        probability.Store(p + lane);
                        log.Store(logs + lane);
                        continue;
                    }

                    var max = Vector256.Load(z + lane);
                    for (var c = 1; c < Scores; c++)
                    {
                        max = Vector256.Max(max, Vector256.Load(z + c * Panel + lane));
                    }

                    var sum = Vector256<float>.Zero;
                    for (var c = 0; c < Scores; c++)
                    {
                        var e = Elementary.ExpNonPositive(Vector256.Load(z + c * Panel + lane) - max);
                        sum += e;
                        e.Store(p + c * Panel + lane);
                    }

                    var inverse = Vector256<float>.One / sum;
                    for (var c = 0; c < Scores; c++)
                    {
                        (Vector256.Load(p + c * Panel + lane) * inverse).Store(p + c * Panel + lane);
                    }

                    max.Store(margins + lane);
                    Elementary.LogFromOne(sum).Store(logs + lane);
                }

                var first = panel * Panel;
                var count = Math.Min(Panel, Rows - first);
                if (Scores == 1)
                {
                    for (var i = 0; i < count; i++)
                    {
                        loss += Rows2.Loss(z[i], logs[i], labels[first + i]);
                    }
                }
                else
                {
                    for (var i = 0; i < count; i++)
                    {
                        loss += (margins[i] - z[labels[first + i] * Panel + i]) + logs[i];
                    }
                }
            }
        }

        return loss;
    }

    public override double Slope(float[] probabilities, float[] directionLogits)
    {
        // Padding rows have logits of zero along any direction, for their column of ones is zero as well.
        var sum = Vectors.Dot(probabilities, directionLogits);
        for (var i = 0; i < Rows; i++)
        {
            var (panel, lane) = (i / Panel, i % Panel);
            if (Scores > 1)
            {
                sum -= directionLogits[(panel * Scores + Labels[i]) * Panel + lane];
            }
            else if (Labels[i] != 0)
            {
                sum -= directionLogits[i];
            }
        }

        return sum;
    }

    public override void Gradient(float[] parameters, float[] probabilities, float[] gradient)
    {
        Array.Clear(gradient);
        var scale = Vector256.Create(C);
        fixed (float* x = _x, p0 = probabilities, g = gradient, u0 = _scratch)
        fixed (int* labels = Labels)
        {
            for (var start = 0; start < _panels; start += _chunk)
            {
                var count = Math.Min(_chunk, _panels - start);
                var p = p0 + (long)start * Scores * Panel;
                for (var i = 0; i < count * Scores * Panel; i += 8)
                {
                    (Vector256.Load(p + i) * scale).Store(u0 + i);
                }

                var first = start * Panel;
                var rows = Math.Min(count * Panel, Rows - first);
                for (var i = 0; i < rows; i++)
                {
                    var label = labels[first + i];
                    if (Scores > 1)
                    {
                        var at = ((i / Panel) * Scores + label) * Panel + i % Panel;
                        u0[at] = C * (p[at] - 1);
                    }
                    else if (label != 0)
                    {
                        u0[i] = C * (p[i] - 1);
                    }
                }

                BackwardChunk(x + (long)start * _depth * Panel, u0, g, count, Scores);
            }
        }

        AddPenalty(parameters, gradient);
    }

    public override double Curvature(float[] direction, float[] probabilities, float[] result)
    {
        Array.Clear(result);
        var scale = Vector256.Create(C);
        fixed (float* x0 = _x, w = direction, p0 = probabilities, g = result, u0 = _scratch)
        {
            for (var start = 0; start < _panels; start += _chunk)
            {
                var count = Math.Min(_chunk, _panels - start);
                var x = x0 + (long)start * _depth * Panel;
                for (var k = 0; k < count; k++)
                {
                    var u = u0 + k * Scores * Panel;
                    var p = p0 + (long)(start + k) * Scores * Panel;
                    ForwardPanel(x + k * _depth * Panel, w, u, Panel);
                    if (Scores == 1)
                    {
                        for (var lane = 0; lane < Panel; lane += 8)
                        {
                            var q = Vector256.Load(p + lane);
                            (scale * (q - q * q) * Vector256.Load(u + lane)).Store(u + lane);
                        }

                        continue;
                    }

                    Vector256<float> s0 = default, s1 = default;
                    for (var c = 0; c < Scores; c++)
                    {
                        s0 = Vector256.FusedMultiplyAdd(Vector256.Load(p + c * Panel), Vector256.Load(u + c * Panel), s0);
                        s1 = Vector256.FusedMultiplyAdd(Vector256.Load(p + c * Panel + 8), Vector256.Load(u + c * Panel + 8), s1);
                    }

                    for (var c = 0; c < Scores; c++)
                    {
                        (scale * Vector256.Load(p + c * Panel) * (Vector256.Load(u + c * Panel) - s0)).Store(u + c * Panel);
                        (scale * Vector256.Load(p + c * Panel + 8) * (Vector256.Load(u + c * Panel + 8) - s1)).Store(u + c * Panel + 8);
                    }
                }

                BackwardChunk(x, u0, g, count, Scores);
            }
        }

        AddPenalty(direction, result);
        return Vectors.Dot(direction, result);
    }

    public override double PenalisedDot(float[] a, float[] b)
    {
        var sum = Vectors.Dot(a, b);
        for (var c = 0; c < Scores; c++)
        {
            sum -= (double)a[c * _stride + _width] * b[c * _stride + _width];
        }

        return sum;
    }

    public override void BuildPreconditioner(float[] probabilities)
    {
        // M = diag(penalty) + C Σᵢ wᵢ xᵢxᵢᵀ, the same for all classes; wᵢ is their mean of p(1 − p). Exact where K = 1.
        if (_full)
        {
            Array.Clear(_matrix);
        }

        Array.Clear(_inverseDiagonal);
        fixed (float* x0 = _x, p0 = probabilities, m = _matrix, y0 = _weighted, diagonal = _inverseDiagonal)
        {
            for (var start = 0; start < _panels; start += _chunk)
            {
                var count = Math.Min(_chunk, _panels - start);
                var x = x0 + (long)start * _depth * Panel;
                for (var k = 0; k < count; k++)
                {
                    WeightPanel(x + k * _depth * Panel, p0 + (long)(start + k) * Scores * Panel, _full ? y0 + k * _depth * Panel : null, diagonal);
                }

                if (_full)
                {
                    BackwardChunk(x, y0, m, count, _depth, triangle: true);
                }
            }

            for (var d = 0; d < _stride; d++)
            {
                diagonal[d] = d < _width ? 1 / (1 + diagonal[d]) : d == _width ? 1 / MathF.Max(diagonal[d], 1e-6f) : 0;
            }

            if (!_full)
            {
                return;
            }

            for (var d = 0; d < _depth; d++)
            {
                for (var e = 0; e < d; e++)
                {
                    m[e * _stride + d] = m[d * _stride + e];
                }

                m[d * _stride + d] += d == _width ? 1e-6f : 1;
            }

            if (!Invert(m, _width + 1, _stride))
            {
                _full = false;
                return;
            }
        }

        // Into panels, so that the product is that of the logits.
        for (var q = 0; q < _stride; q += Panel)
        {
            for (var e = 0; e <= _width; e++)
            {
                _matrix.AsSpan(e * _stride + q, Panel).CopyTo(_inversePanels.AsSpan(q * _depth + e * Panel));
            }
        }
    }

    public override void Precondition(float[] residual, float[] result)
    {
        fixed (float* x = _inversePanels, r = residual, z = result, diagonal = _inverseDiagonal)
        {
            if (_full)
            {
                for (var q = 0; q < _stride; q += Panel)
                {
                    ForwardPanel(x + q * _depth, r, z + q, _stride);
                }

                return;
            }

            for (var c = 0; c < Scores; c++)
            {
                for (var d = 0; d < _stride; d += 8)
                {
                    (Vector256.Load(diagonal + d) * Vector256.Load(r + c * _stride + d)).Store(z + c * _stride + d);
                }
            }
        }
    }

    /// <summary>
    /// Whether the full matrix pays: it costs n·D²/2 + D³ for each step, a product with the Hessian 2·n·D·K. With two classes it
    /// leaves one product a step and pays up to several hundred columns; else while it costs a few products.
    /// </summary>
    private static bool Pays(int rows, int width, int scores)
    {
        var cost = ((double)rows * width * width / 2) + ((double)width * width * width);
        return width <= 512 && (scores == 1 || width <= 96 || cost <= 4 * (2.0 * rows * width * scores));
    }

    /// <summary>target ← weights · x, and the diagonal's sums.</summary>
    private void WeightPanel(float* x, float* p, float* target, float* diagonal)
    {
        Vector256<float> w0, w1;
        if (Scores == 1)
        {
            (w0, w1) = (Vector256.Load(p), Vector256.Load(p + 8));
            (w0, w1) = (w0 - w0 * w0, w1 - w1 * w1);
        }
        else
        {
            (w0, w1) = (Vector256<float>.One, Vector256<float>.One);
            for (var c = 0; c < Scores; c++)
            {
                w0 = Vector256.FusedMultiplyAdd(-Vector256.Load(p + c * Panel), Vector256.Load(p + c * Panel), w0);
                w1 = Vector256.FusedMultiplyAdd(-Vector256.Load(p + c * Panel + 8), Vector256.Load(p + c * Panel + 8), w1);
            }

            (w0, w1) = (Vector256.Max(w0, default), Vector256.Max(w1, default));
        }

        var scale = Vector256.Create(C / Scores);
        (w0, w1) = (w0 * scale, w1 * scale);
        for (var d = 0; d < _depth; d++)
        {
            var x0 = Vector256.Load(x + d * Panel);
            var x1 = Vector256.Load(x + d * Panel + 8);
            var y0 = x0 * w0;
            var y1 = x1 * w1;
            if (target != null)
            {
                y0.Store(target + d * Panel);
                y1.Store(target + d * Panel + 8);
            }
            else
            {
                diagonal[d] += Elementary.Sum(Vector256.FusedMultiplyAdd(x1, y1, x0 * y0));
            }
        }
    }

    /// <summary>
    /// The inverse of a symmetric positive definite matrix in its place, by Gauss and Jordan's sweeps. False where rounding has made
    /// it something else.
    /// </summary>
    private static bool Invert(float* a, int size, int stride)
    {
        for (var k = 0; k < size; k++)
        {
            var pivotRow = a + (long)k * stride;
            var pivot = pivotRow[k];
            if (!(pivot > 0) || !float.IsFinite(pivot))
            {
                return false;
            }

            pivotRow[k] = 1;
            var scale = Vector256.Create(1 / pivot);
            for (var j = 0; j < size; j += 8)
            {
                (Vector256.Load(pivotRow + j) * scale).Store(pivotRow + j);
            }

            for (var i = 0; i < size; i++)
            {
                if (i == k)
                {
                    continue;
                }

                var row = a + (long)i * stride;
                var factor = Vector256.Create(-row[k]);
                row[k] = 0;
                for (var j = 0; j < size; j += 8)
                {
                    Vector256.FusedMultiplyAdd(factor, Vector256.Load(pivotRow + j), Vector256.Load(row + j)).Store(row + j);
                }
            }
        }

        return true;
    }

    /// <summary>gradient ← gradient + parameters, but for the intercepts.</summary>
    private void AddPenalty(float[] parameters, float[] gradient)
    {
        fixed (float* w0 = parameters, g0 = gradient)
        {
            for (var c = 0; c < Scores; c++)
            {
                var w = w0 + c * _stride;
                var g = g0 + c * _stride;
                var intercept = g[_width];
                for (var d = 0; d < _stride; d += 8)
                {
                    (Vector256.Load(g + d) + Vector256.Load(w + d)).Store(g + d);
                }

                g[_width] = intercept;
            }
        }
    }

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
