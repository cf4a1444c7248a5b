using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <content>Products with the rows and with the rows transposed.</content>
internal sealed unsafe partial class SparseProblem
{
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
