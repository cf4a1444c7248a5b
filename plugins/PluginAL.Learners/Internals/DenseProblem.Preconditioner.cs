using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <content>The preconditioner: the Hessian itself where that pays, else its diagonal.</content>
internal sealed unsafe partial class DenseProblem
{
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
}
