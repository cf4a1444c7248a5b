using System.Runtime.Intrinsics;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Learners.Internals;

/// <summary>
/// <see cref="LinearWeights"/> as prediction wants them: K rounded up to a multiple of eight. For sparse features,
/// a table of slots leads from a column to its weights; slot 0 is that of all columns without weights of their own.
/// </summary>
internal sealed unsafe class LinearLogits
{
    /// <summary>Rows whose logits stay in the caches.</summary>
    public const int RowsAtOnce = 128;

    private readonly int _width;
    private readonly int _outputs;
    private readonly int _stride;
    private readonly float[] _weights;
    private readonly float[] _intercepts;
    private readonly int[] _slots;

    public LinearLogits(LinearWeights model)
    {
        _width = model.Width;
        _outputs = model.Outputs;
        var k = _outputs;
        var sparse = model.Layout == FeatureLayout.Sparse;
        _stride = sparse ? (k + 7) & ~7 : k;
        _intercepts = new float[_stride];
        model.Intercepts.CopyTo(_intercepts, 0);
        var rows = sparse ? model.Columns.Length : _width;
        var first = sparse ? 1 : 0;
        _weights = new float[(first + rows) * _stride];
        if (sparse)
        {
            model.Others.CopyTo(_weights, 0);
        }

        for (var d = 0; d < rows; d++)
        {
            model.Values.AsSpan(d * k, k).CopyTo(_weights.AsSpan((first + d) * _stride));
        }

        _slots = sparse ? model.Slots : [];
    }

    /// <summary>logits (count, K) ← xW + b for rows of a block.</summary>
    public void Of(in FeatureBlock rows, int first, int count, Span<float> logits)
    {
        if (rows.Layout == FeatureLayout.Dense)
        {
            Linear.Logits(rows.Values.Slice(first * _width, count * _width), _width, _weights, _intercepts, _outputs, logits);
        }
        else
        {
            SparseLogits(rows, first, count, _outputs, logits);
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
