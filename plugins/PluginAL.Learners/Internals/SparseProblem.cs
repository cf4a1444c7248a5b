using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Sparse rows. Parameters lie column after column, (columns + 1, stride), the intercepts last; logits row after row,
/// (n, stride). The stride is K rounded up to a multiple of eight, or 1 where K = 1. X is held by rows and by columns, so that both products
/// only gather.
/// </summary>
internal sealed unsafe partial class SparseProblem : LogisticProblem
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
}
