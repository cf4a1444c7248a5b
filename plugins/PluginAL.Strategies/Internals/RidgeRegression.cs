namespace PluginAL.Strategies;

/// <summary>
/// Ridge regression of several targets with an intercept that is not penalised, in closed form: W = (Zᵀ Z + λ I)⁻¹ Zᵀ (Y − ȳ) of the centred features Z, or, where those are wider than the
/// rows are many, Zᵀ (Z Zᵀ + λ I)⁻¹ (Y − ȳ) (Hoerl and Kennard 1970).
/// </summary>
internal sealed class RidgeRegression
{
    private readonly double[] _weights;
    private readonly double[] _bias;

    private RidgeRegression(double[] weights, double[] bias) => (_weights, _bias) = (weights, bias);

    /// <summary>Fits.</summary>
    /// <param name="features">(n, D). Values that are not finite count as the column's mean.</param>
    /// <param name="width">D.</param>
    /// <param name="targets">(n, M).</param>
    /// <param name="outputs">M.</param>
    /// <param name="ridge">λ, above 0.</param>
    public static RidgeRegression Fit(float[] features, int width, double[] targets, int outputs, double ridge)
    {
        var n = targets.Length / outputs;
        var means = Enumerable.Range(0, width).Select(j => Enumerable.Range(0, n).Select(i => (double)features[(i * width) + j]).Where(double.IsFinite).DefaultIfEmpty().Average()).ToArray();
        var bias = Enumerable.Range(0, outputs).Select(m => Enumerable.Range(0, n).Average(i => targets[(i * outputs) + m])).ToArray();
        var z = new double[n][];
        for (var i = 0; i < n; i++)
        {
            z[i] = new double[width];
            for (var j = 0; j < width; j++)
            {
                z[i][j] = float.IsFinite(features[(i * width) + j]) ? features[(i * width) + j] - means[j] : 0;
            }
        }

        var weights = new double[width * outputs];
        var size = Math.Min(n, width);
        var gram = new double[size * size];
        if (width <= n)
        {
            Array.ForEach(z, row => Symmetric.AddOuter(gram, row, 1));
        }
        else
        {
            for (var i = 0; i < size * size; i++)
            {
                gram[i] = Symmetric.Dot(z[i / n], z[i % n]);
            }
        }

        for (var i = 0; i < size; i++)
        {
            gram[(i * size) + i] += ridge;
        }

        var inverse = Symmetric.Inverse(gram, size);
        for (var m = 0; m < outputs; m++)
        {
            var centred = Enumerable.Range(0, n).Select(i => targets[(i * outputs) + m] - bias[m]).ToArray();
            var solved = width <= n ? Symmetric.Times(inverse, Transposed(z, width, centred)) : Transposed(z, width, Symmetric.Times(inverse, centred));
            for (var j = 0; j < width; j++)
            {
                weights[(j * outputs) + m] = solved[j];
                bias[m] -= solved[j] * means[j];
            }
        }

        return new RidgeRegression(weights, bias);
    }

    /// <summary>The M outputs for a row.</summary>
    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        _bias.CopyTo(outputs);
        for (var j = 0; j < row.Length; j++)
        {
            for (var m = 0; m < outputs.Length; m++)
            {
                outputs[m] += row[j] * _weights[(j * outputs.Length) + m];
            }
        }
    }

    /// <summary>Zᵀ x.</summary>
    private static double[] Transposed(double[][] z, int width, double[] x)
    {
        var product = new double[width];
        for (var i = 0; i < z.Length; i++)
        {
            for (var j = 0; j < width; j++)
            {
                product[j] += z[i][j] * x[i];
            }
        }

        return product;
    }
}
