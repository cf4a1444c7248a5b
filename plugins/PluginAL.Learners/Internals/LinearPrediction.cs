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
        var sparse = model.Layout == FeatureLayout.Sparse;
        _stride = sparse ? (k + 7) & ~7 : k;
        _intercepts = new float[_stride];
        model.Intercepts.CopyTo(_intercepts);
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

        _slots = sparse ? model.Slots : [];
    }

    public void Predict(in FeatureBlock rows, Span<float> probabilities)
    {
        foreach (var column in rows.Columns)
        {
            if ((uint)column >= (uint)_width)
            {
                throw PluginALException.Input(
                    $"A row to be predicted has a value in column {column}; the columns are 0 to {_width - 1}. Verify the pool.");
            }
        }

        var k = _present.Length;
        var buffer = k == _classCount ? [] : new float[RowsAtOnce * k];
        for (var first = 0; first < rows.Count; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, rows.Count - first);
            var target = probabilities.Slice(first * _classCount, count * _classCount);
            var logits = k == _classCount ? target : buffer.AsSpan(0, count * k);
            if (rows.Layout == FeatureLayout.Dense)
            {
                Linear.Logits(rows.Values.Slice(first * _width, count * _width), _width, _weights, _intercepts, k, logits);
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
