using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <content>The preconditioner, the Hessian's diagonal, and the steps of conjugate gradients that use it.</content>
internal sealed unsafe partial class SparseProblem
{
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
}
