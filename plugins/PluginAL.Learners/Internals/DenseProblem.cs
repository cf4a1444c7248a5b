using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Dense rows. X is packed in panels of sixteen rows, each (D + 1, 16) with a last column of ones, so that products run
/// over contiguous memory with eight rows in a vector and no padding of classes; logits lie in panels (K, 16).
/// Parameters lie class after class, (K, stride).
/// </summary>
internal sealed unsafe partial class DenseProblem : LogisticProblem
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
}
