using System.Runtime.Intrinsics;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Learners.Internals;

/// <summary>
/// The weights of a <see cref="LinearClassifier"/> as prediction wants them: K rounded up to a multiple of eight. For sparse features,
/// a table of slots leads from a column to its weights; slot 0 is that of all columns without weights of their own.
/// </summary>
internal sealed unsafe class LinearPrediction
{
    private const int RowsAtOnce = 128;

    private readonly int _width;
    private readonly int _classCount;
    private readonly int[] _present;
    private readonly int _stride;
    private readonly float[] _weights;
    private readonly float[] _intercepts;
    private readonly int[] _slots;

    public LinearPrediction(LinearClassifier model)
    {
        _width = model.Width;
        _classCount = model.ClassCount;
        _present = model.PresentClasses.ToArray();
        var k = _present.Length;
        _stride = (k + 7) & ~7;
        _intercepts = new float[_stride];
        model.Intercepts.CopyTo(_intercepts);
        var sparse = model.Layout == FeatureLayout.Sparse;
        var rows = sparse ? model.WeightedColumns.Length : _width;
        var first = sparse ? 1 : 0;
        _weights = new float[(first + rows) * _stride];
        if (sparse)
        {
            model.OtherWeights.CopyTo(_weights);
        }

        for (var d = 0; d < rows; d++)
        {
            model.Weights.Slice(d * k, k).CopyTo(_weights.AsSpan((first + d) * _stride));
        }

        _slots = sparse ? new int[_width] : [];
        for (var i = 0; sparse && i < rows; i++)
        {
            _slots[model.WeightedColumns[i]] = i + 1;
        }
    }

    public void Predict(in FeatureBlock rows, Span<float> probabilities)
    {
        var k = _present.Length;
        var buffer = k == _classCount ? [] : new float[RowsAtOnce * k];
        for (var first = 0; first < rows.Count; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, rows.Count - first);
            var target = probabilities.Slice(first * _classCount, count * _classCount);
            var logits = k == _classCount ? target : buffer.AsSpan(0, count * k);
            if (rows.Layout == FeatureLayout.Dense)
            {
                DenseLogits(rows.Values.Slice(first * _width, count * _width), count, k, logits);
            }
            else
            {
                SparseLogits(rows, first, count, k, logits);
            }

            Softmax.InPlace(logits, k);
            if (k == _classCount)
            {
                continue;
            }

            target.Clear();
            for (var i = 0; i < count; i++)
            {
                for (var c = 0; c < k; c++)
                {
                    target[i * _classCount + _present[c]] = logits[i * k + c];
                }
            }

            // A row that is not a number is so in every class.
            for (var i = 0; i < count; i++)
            {
                if (float.IsNaN(logits[i * k]))
                {
                    target.Slice(i * _classCount, _classCount).Fill(float.NaN);
                }
            }
        }
    }

    private void DenseLogits(ReadOnlySpan<float> values, int count, int k, Span<float> logits)
    {
        var four = stackalloc float[4 * 16];
        fixed (float* x0 = values, w0 = _weights, b = _intercepts, z0 = logits)
        {
            for (var c = 0; c < _stride; c += 16)
            {
                var two = c + 8 < _stride;
                var used = Math.Min(16, k - c);
                for (var i = 0; i < count; i += 4)
                {
                    // The last rows are done with earlier ones where fewer than four are left; a row is the same in any company.
                    var n = Math.Min(4, count - i);
                    var x = x0 + (long)i * _width;
                    var (s1, s2, s3) = (n > 1 ? _width : 0, n > 2 ? 2 * _width : 0, n > 3 ? 3 * _width : 0);
                    var w = w0 + c;
                    var a0 = Vector256.Load(b + c);
                    var (b0, c0, d0) = (a0, a0, a0);
                    if (two)
                    {
                        var a1 = Vector256.Load(b + c + 8);
                        var (b1, c1, d1) = (a1, a1, a1);
                        for (var d = 0; d < _width; d++, w += _stride)
                        {
                            var u = Vector256.Load(w);
                            var v = Vector256.Load(w + 8);
                            var t = Vector256.Create(x[d]);
                            a0 = Vector256.FusedMultiplyAdd(t, u, a0);
                            a1 = Vector256.FusedMultiplyAdd(t, v, a1);
                            t = Vector256.Create(x[d + s1]);
                            b0 = Vector256.FusedMultiplyAdd(t, u, b0);
                            b1 = Vector256.FusedMultiplyAdd(t, v, b1);
                            t = Vector256.Create(x[d + s2]);
                            c0 = Vector256.FusedMultiplyAdd(t, u, c0);
                            c1 = Vector256.FusedMultiplyAdd(t, v, c1);
                            t = Vector256.Create(x[d + s3]);
                            d0 = Vector256.FusedMultiplyAdd(t, u, d0);
                            d1 = Vector256.FusedMultiplyAdd(t, v, d1);
                        }

                        a1.Store(four + 8);
                        b1.Store(four + 24);
                        c1.Store(four + 40);
                        d1.Store(four + 56);
                    }
                    else
                    {
                        for (var d = 0; d < _width; d++, w += _stride)
                        {
                            var u = Vector256.Load(w);
                            a0 = Vector256.FusedMultiplyAdd(Vector256.Create(x[d]), u, a0);
                            b0 = Vector256.FusedMultiplyAdd(Vector256.Create(x[d + s1]), u, b0);
                            c0 = Vector256.FusedMultiplyAdd(Vector256.Create(x[d + s2]), u, c0);
                            d0 = Vector256.FusedMultiplyAdd(Vector256.Create(x[d + s3]), u, d0);
                        }
                    }

                    a0.Store(four);
                    b0.Store(four + 16);
                    c0.Store(four + 32);
                    d0.Store(four + 48);
                    for (var j = 0; j < n; j++)
                    {
                        new ReadOnlySpan<float>(four + 16 * j, used).CopyTo(new Span<float>(z0 + (long)(i + j) * k + c, used));
                    }
                }
            }
        }
    }

    private void SparseLogits(in FeatureBlock rows, int first, int count, int k, Span<float> logits)
    {
        var row = stackalloc float[8];
        fixed (float* values = rows.Values, w0 = _weights, b = _intercepts, z0 = logits)
        fixed (int* columns = rows.Columns, slots = _slots)
        {
            for (var i = 0; i < count; i++)
            {
                var start = (int)(rows.RowOffsets[first + i] - rows.RowOffsets[0]);
                var end = (int)(rows.RowOffsets[first + i + 1] - rows.RowOffsets[0]);
                var z = z0 + (long)i * k;
                var c = 0;
                for (; c + 32 <= k; c += 32)
                {
                    var (s0, s1, s2, s3) = (Vector256.Load(b + c), Vector256.Load(b + c + 8), Vector256.Load(b + c + 16), Vector256.Load(b + c + 24));
                    for (var e = start; e < end; e++)
                    {
                        var w = w0 + (long)slots[columns[e]] * _stride + c;
                        var v = Vector256.Create(values[e]);
                        s0 = Vector256.FusedMultiplyAdd(v, Vector256.Load(w), s0);
                        s1 = Vector256.FusedMultiplyAdd(v, Vector256.Load(w + 8), s1);
                        s2 = Vector256.FusedMultiplyAdd(v, Vector256.Load(w + 16), s2);
                        s3 = Vector256.FusedMultiplyAdd(v, Vector256.Load(w + 24), s3);
                    }

                    s0.Store(z + c);
                    s1.Store(z + c + 8);
                    s2.Store(z + c + 16);
                    s3.Store(z + c + 24);
                }

                for (; c < k; c += 8)
                {
                    var s = Vector256.Load(b + c);
                    for (var e = start; e < end; e++)
                    {
                        s = Vector256.FusedMultiplyAdd(Vector256.Create(values[e]), Vector256.Load(w0 + (long)slots[columns[e]] * _stride + c), s);
                    }

                    s.Store(row);
                    new ReadOnlySpan<float>(row, Math.Min(8, k - c)).CopyTo(new Span<float>(z + c, Math.Min(8, k - c)));
                }
            }
        }
    }
}
