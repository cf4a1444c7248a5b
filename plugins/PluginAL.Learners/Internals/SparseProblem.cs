using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Sparse rows. Parameters lie column after column, (columns + 1, stride), the intercepts last; logits row after row,
/// (n, stride). The stride is K rounded up to a multiple of eight, or 1 where K = 1. X is held by rows and by columns, so that both products
/// only gather.
/// </summary>
internal sealed unsafe class SparseProblem : LogisticProblem
{
    /// <summary>Columns whose products are summed in single precision before they go to double.</summary>
    private const int ColumnsAtOnce = 64;

    private readonly SparseRows _data;
    private readonly int _stride;
    private readonly int _width;
    private readonly int[] _columnStarts;
    private readonly int[] _columnRows;
    private readonly float[] _columnValues;
    private readonly float[] _scratch;
    private readonly float[] _mask;
    private readonly float[] _inverse;
    private readonly float[] _rowWeights;

    /// <summary>Creates the problem.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="scores">K.</param>
    /// <param name="labels">n labels.</param>
    /// <param name="c">Weight of the loss.</param>
    public SparseProblem(SparseRows data, int scores, int[] labels, double c)
        : base(labels.Length, scores, labels, c)
    {
        _data = data;
        _stride = Stride(scores);
        _width = data.Width;
        _mask = new float[_stride];
        _mask.AsSpan(scores).Fill(-1e30f);
        _scratch = new float[LogitLength];
        _inverse = new float[_width + 1];
        _rowWeights = new float[Rows];

        // The same matrix by columns.
        _columnStarts = new int[_width + 2];
        foreach (var column in data.Columns)
        {
            _columnStarts[column + 2]++;
        }

        for (var j = 2; j < _columnStarts.Length; j++)
        {
            _columnStarts[j] += _columnStarts[j - 1];
        }

        _columnRows = new int[data.Columns.Length];
        _columnValues = new float[data.Columns.Length];
        for (var row = 0; row < Rows; row++)
        {
            for (var k = data.Starts[row]; k < data.Starts[row + 1]; k++)
            {
                var to = _columnStarts[data.Columns[k] + 1]++;
                _columnRows[to] = row;
                _columnValues[to] = data.Values[k];
            }
        }
    }

    public override int ParameterLength => checked((_width + 1) * _stride + 7) & ~7;

    public override int LogitLength => checked(Rows * _stride + 7) & ~7;

    /// <summary>From one column's parameters to the next.</summary>
    public static int Stride(int scores) => scores == 1 ? 1 : (scores + 7) & ~7;

    public override void Forward(float[] parameters, float[] logits)
    {
        fixed (float* w = parameters, z = logits, values = _data.Values)
        fixed (int* columns = _data.Columns)
        {
            for (var row = 0; row < Rows; row++)
            {
                var start = _data.Starts[row];
                Gather(w, columns + start, values + start, _data.Starts[row + 1] - start, w + (long)_width * _stride, z + (long)row * _stride);
            }
        }
    }

    public override double Probabilities(float[] logits, float[] probabilities)
    {
        double loss = 0;
        var log = stackalloc float[8];
        fixed (float* z0 = logits, p0 = probabilities, mask = _mask)
        {
            if (Scores == 1)
            {
                for (var i = 0; i < Rows; i += 8)
                {
                    Rows2.Logistic(Vector256.Load(z0 + i), out var probability, out var logs);
                    probability.Store(p0 + i);
                    logs.Store(log);
                    for (var k = 0; k < Math.Min(8, Rows - i); k++)
                    {
                        loss += Rows2.Loss(z0[i + k], log[k], Labels[i + k]);
                    }
                }

                return loss;
            }

            var sums = stackalloc float[8];
            var margins = stackalloc float[8];
            for (var first = 0; first < Rows; first += 8)
            {
                var count = Math.Min(8, Rows - first);
                Vector256<float>.One.Store(sums);
                for (var i = 0; i < count; i++)
                {
                    var z = z0 + (long)(first + i) * _stride;
                    var p = p0 + (long)(first + i) * _stride;
                    var max = Vector256.Load(z) + Vector256.Load(mask);
                    for (var c = 8; c < _stride; c += 8)
                    {
                        max = Vector256.Max(max, Vector256.Load(z + c) + Vector256.Load(mask + c));
                    }

                    var four = Vector128.Max(max.GetLower(), max.GetUpper());
                    four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
                    var top = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).ToScalar();
                    max = Vector256.Create(top);
                    var sum = Vector256<float>.Zero;
                    for (var c = 0; c < _stride; c += 8)
                    {
                        var e = Elementary.ExpNonPositive(Vector256.Load(z + c) + Vector256.Load(mask + c) - max);
                        sum += e;
                        e.Store(p + c);
                    }

                    sums[i] = Elementary.Sum(sum);
                    margins[i] = top - z[Labels[first + i]];
                    var inverse = Vector256.Create(1 / sums[i]);
                    for (var c = 0; c < _stride; c += 8)
                    {
                        (Vector256.Load(p + c) * inverse).Store(p + c);
                    }
                }

                Elementary.LogFromOne(Vector256.Load(sums)).Store(log);
                for (var i = 0; i < count; i++)
                {
                    loss += margins[i] + log[i];
                }
            }
        }

        return loss;
    }

    public override double Slope(float[] probabilities, float[] directionLogits)
    {
        var sum = Vectors.Dot(probabilities, directionLogits);
        for (var i = 0; i < Rows; i++)
        {
            if (Scores > 1)
            {
                sum -= directionLogits[i * _stride + Labels[i]];
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
        Scale(_scratch, C, probabilities);
        for (var i = 0; i < Rows; i++)
        {
            if (Scores > 1)
            {
                var at = i * _stride + Labels[i];
                _scratch[at] = C * (probabilities[at] - 1);
            }
            else if (Labels[i] != 0)
            {
                _scratch[i] = C * (probabilities[i] - 1);
            }
        }

        Backward(parameters, gradient);
    }

    public override double Curvature(float[] direction, float[] probabilities, float[] result)
    {
        Forward(direction, _scratch);
        var scale = Vector256.Create(C);
        fixed (float* p0 = probabilities, u0 = _scratch)
        {
            if (Scores == 1)
            {
                for (var i = 0; i < LogitLength; i += 8)
                {
                    var q = Vector256.Load(p0 + i);
                    (scale * (q - q * q) * Vector256.Load(u0 + i)).Store(u0 + i);
                }
            }
            else
            {
                for (var row = 0; row < Rows; row++)
                {
                    var p = p0 + (long)row * _stride;
                    var u = u0 + (long)row * _stride;
                    Vector256<float> sum = default;
                    for (var c = 0; c < _stride; c += 8)
                    {
                        sum = Vector256.FusedMultiplyAdd(Vector256.Load(p + c), Vector256.Load(u + c), sum);
                    }

                    sum = Vector256.Create(Elementary.Sum(sum));
                    for (var c = 0; c < _stride; c += 8)
                    {
                        (scale * Vector256.Load(p + c) * (Vector256.Load(u + c) - sum)).Store(u + c);
                    }
                }
            }
        }

        return Backward(direction, result);
    }

    public override double PenalisedDot(float[] a, float[] b)
    {
        var sum = Vectors.Dot(a, b);
        for (var c = 0; c < Scores; c++)
        {
            sum -= (double)a[_width * _stride + c] * b[_width * _stride + c];
        }

        return sum;
    }

    public override void BuildPreconditioner(float[] probabilities)
    {
        // The Hessian's diagonal, averaged over the classes: 1 + C Σ v² p(1 − p).
        for (var i = 0; i < Rows; i++)
        {
            if (Scores == 1)
            {
                _rowWeights[i] = C * (probabilities[i] - probabilities[i] * probabilities[i]);
                continue;
            }

            Vector256<float> squares = default;
            for (var c = i * _stride; c < (i + 1) * _stride; c += 8)
            {
                var p = Vector256.LoadUnsafe(ref probabilities[c]);
                squares = Vector256.FusedMultiplyAdd(p, p, squares);
            }

            _rowWeights[i] = C * MathF.Max(1 - Elementary.Sum(squares), 0) / Scores;
        }

        for (var j = 0; j < _width; j++)
        {
            var sum = 1f;
            for (var k = _columnStarts[j]; k < _columnStarts[j + 1]; k++)
            {
                sum += _columnValues[k] * _columnValues[k] * _rowWeights[_columnRows[k]];
            }

            _inverse[j] = 1 / sum;
        }

        float total = 0;
        foreach (var weight in _rowWeights)
        {
            total += weight;
        }

        _inverse[_width] = 1 / MathF.Max(total, 1e-6f);
    }

    public override void Precondition(float[] residual, float[] result)
    {
        if (_stride == 1)
        {
            for (var j = 0; j <= _width; j++)
            {
                result[j] = _inverse[j] * residual[j];
            }

            return;
        }

        fixed (float* r0 = residual, z0 = result)
        {
            for (var j = 0; j <= _width; j++)
            {
                var scale = Vector256.Create(_inverse[j]);
                var r = r0 + (long)j * _stride;
                var z = z0 + (long)j * _stride;
                for (var c = 0; c < _stride; c += 8)
                {
                    (scale * Vector256.Load(r + c)).Store(z + c);
                }
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>One pass over memory: with many classes the vectors outgrow the caches, and passes are what takes the time.</remarks>
    public override double Advance(float alpha, float[] search, float[] product, float[] solution, float[] residual, float[] preconditioned)
    {
        if (_stride == 1)
        {
            return base.Advance(alpha, search, product, solution, residual, preconditioned);
        }

        double total = 0;
        var a = Vector256.Create(alpha);
        fixed (float* s0 = search, h0 = product, d0 = solution, r0 = residual)
        {
            for (var first = 0; first <= _width; first += ColumnsAtOnce)
            {
                Vector256<float> sum = default;
                for (var j = first; j < Math.Min(first + ColumnsAtOnce, _width + 1); j++)
                {
                    var inverse = Vector256.Create(_inverse[j]);
                    for (var c = (long)j * _stride; c < (long)(j + 1) * _stride; c += 8)
                    {
                        Vector256.FusedMultiplyAdd(a, Vector256.Load(s0 + c), Vector256.Load(d0 + c)).Store(d0 + c);
                        var r = Vector256.FusedMultiplyAdd(-a, Vector256.Load(h0 + c), Vector256.Load(r0 + c));
                        r.Store(r0 + c);
                        sum = Vector256.FusedMultiplyAdd(r * inverse, r, sum);
                    }
                }

                total += Elementary.Sum(sum);
            }
        }

        return total;
    }

    /// <inheritdoc/>
    public override void Turn(float beta, float[] search, float[] residual, float[] preconditioned)
    {
        if (_stride == 1)
        {
            base.Turn(beta, search, residual, preconditioned);
            return;
        }

        var b = Vector256.Create(beta);
        fixed (float* s0 = search, r0 = residual)
        {
            for (var j = 0; j <= _width; j++)
            {
                var inverse = Vector256.Create(_inverse[j]);
                for (var c = (long)j * _stride; c < (long)(j + 1) * _stride; c += 8)
                {
                    Vector256.FusedMultiplyAdd(b, Vector256.Load(s0 + c), inverse * Vector256.Load(r0 + c)).Store(s0 + c);
                }
            }
        }
    }

    private static void Scale(float[] target, float factor, float[] source)
    {
        var scale = Vector256.Create(factor);
        fixed (float* t = target, s = source)
        {
            for (var i = 0; i < target.Length; i += 8)
            {
                (Vector256.Load(s + i) * scale).Store(t + i);
            }
        }
    }

    /// <summary>result ← penalised(parameters) + Xᵀ · scratch; returns parametersᵀ result.</summary>
    private double Backward(float[] parameters, float[] result)
    {
        double total = 0;
        fixed (float* w = parameters, u = _scratch, g = result, values = _columnValues)
        fixed (int* rows = _columnRows)
        {
            for (var first = 0; first < _width; first += ColumnsAtOnce)
            {
                var last = Math.Min(first + ColumnsAtOnce, _width);
                for (var j = first; j < last; j++)
                {
                    var start = _columnStarts[j];
                    Gather(u, rows + start, values + start, _columnStarts[j + 1] - start, w + (long)j * _stride, g + (long)j * _stride);
                }

                total += Dot(w, g, (long)first * _stride, (long)last * _stride);
            }

            SumRows(u, g + (long)_width * _stride);
            return total + Dot(w, g, (long)_width * _stride, (long)(_width + 1) * _stride);
        }
    }

    private static float Dot(float* a, float* b, long start, long end)
    {
        Vector256<float> sum = default;
        for (; start + 8 <= end; start += 8)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(a + start), Vector256.Load(b + start), sum);
        }

        var total = Elementary.Sum(sum);
        for (; start < end; start++)
        {
            total = MathF.FusedMultiplyAdd(a[start], b[start], total);
        }

        return total;
    }

    /// <summary>sums ← Σᵢ uᵢ.</summary>
    private void SumRows(float* u, float* sums)
    {
        if (_stride == 1)
        {
            double sum = 0;
            for (var i = 0; i < Rows; i++)
            {
                sum += u[i];
            }

            *sums = (float)sum;
            return;
        }

        for (var c = 0; c < _stride; c += 8)
        {
            Vector256<float> total = default;
            for (var first = 0; first < Rows; first += 1024)
            {
                Vector256<float> sum = default;
                for (var i = first; i < Math.Min(Rows, first + 1024); i++)
                {
                    sum += Vector256.Load(u + (long)i * _stride + c);
                }

                total += sum;
            }

            total.Store(sums + c);
        }
    }

    /// <summary>output ← start + Σₖ valueₖ · table[indexₖ], each a row of the stride's length.</summary>
    private void Gather(float* table, int* indices, float* values, int count, float* start, float* output)
    {
        if (_stride == 1)
        {
            float a = *start, b = 0;
            var i = 0;
            for (; i + 2 <= count; i += 2)
            {
                a = MathF.FusedMultiplyAdd(values[i], table[indices[i]], a);
                b = MathF.FusedMultiplyAdd(values[i + 1], table[indices[i + 1]], b);
            }

            if (i < count)
            {
                a = MathF.FusedMultiplyAdd(values[i], table[indices[i]], a);
            }

            *output = a + b;
            return;
        }

        if (_stride == 8)
        {
            var a = Vector256.Load(start);
            Vector256<float> b = default;
            var i = 0;
            for (; i + 2 <= count; i += 2)
            {
                a = Vector256.FusedMultiplyAdd(Vector256.Create(values[i]), Vector256.Load(table + (long)indices[i] * 8), a);
                b = Vector256.FusedMultiplyAdd(Vector256.Create(values[i + 1]), Vector256.Load(table + (long)indices[i + 1] * 8), b);
            }

            if (i < count)
            {
                a = Vector256.FusedMultiplyAdd(Vector256.Create(values[i]), Vector256.Load(table + (long)indices[i] * 8), a);
            }

            (a + b).Store(output);
            return;
        }

        var c = 0;
        for (; c + 32 <= _stride; c += 32)
        {
            var (a0, a1, a2, a3) = (Vector256.Load(start + c), Vector256.Load(start + c + 8), Vector256.Load(start + c + 16), Vector256.Load(start + c + 24));
            for (var i = 0; i < count; i++)
            {
                var v = Vector256.Create(values[i]);
                var t = table + (long)indices[i] * _stride + c;
                a0 = Vector256.FusedMultiplyAdd(v, Vector256.Load(t), a0);
                a1 = Vector256.FusedMultiplyAdd(v, Vector256.Load(t + 8), a1);
                a2 = Vector256.FusedMultiplyAdd(v, Vector256.Load(t + 16), a2);
                a3 = Vector256.FusedMultiplyAdd(v, Vector256.Load(t + 24), a3);
            }

            a0.Store(output + c);
            a1.Store(output + c + 8);
            a2.Store(output + c + 16);
            a3.Store(output + c + 24);
        }

        for (; c + 16 <= _stride; c += 16)
        {
            var (a0, a1) = (Vector256.Load(start + c), Vector256.Load(start + c + 8));
            for (var i = 0; i < count; i++)
            {
                var v = Vector256.Create(values[i]);
                var t = table + (long)indices[i] * _stride + c;
                a0 = Vector256.FusedMultiplyAdd(v, Vector256.Load(t), a0);
                a1 = Vector256.FusedMultiplyAdd(v, Vector256.Load(t + 8), a1);
            }

            a0.Store(output + c);
            a1.Store(output + c + 8);
        }

        if (c < _stride)
        {
            var a0 = Vector256.Load(start + c);
            for (var i = 0; i < count; i++)
            {
                a0 = Vector256.FusedMultiplyAdd(Vector256.Create(values[i]), Vector256.Load(table + (long)indices[i] * _stride + c), a0);
            }

            a0.Store(output + c);
        }
    }
}
