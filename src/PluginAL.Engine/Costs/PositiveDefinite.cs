namespace PluginAL.Engine.Costs;

/// <summary>Symmetric, positive definite matrices of float64, (n, n) row-major.</summary>
internal static class PositiveDefinite
{
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>M x.</summary>
    public static double[] Times(double[] matrix, ReadOnlySpan<double> x)
    {
        var product = new double[x.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = Dot(matrix.AsSpan(i * x.Length, x.Length), x);
        }

        return product;
    }

    /// <summary>(M + ridge · I)⁻¹, by way of the Cholesky factor.</summary>
    /// <exception cref="ArgumentException">The matrix is not positive definite.</exception>
    public static double[] Inverse(double[] matrix, int n, double ridge)
    {
        var factor = (double[])matrix.Clone();
        for (var i = 0; i < n; i++)
        {
            factor[(i * n) + i] += ridge;
            for (var j = 0; j <= i; j++)
            {
                var left = factor[(i * n) + j] - Dot(factor.AsSpan(i * n, j), factor.AsSpan(j * n, j));
                if (i == j && !(left > 0))
                {
                    throw new ArgumentException($"The matrix is not positive definite: pivot {i} is {left}.", nameof(matrix));
                }

                factor[(i * n) + j] = i == j ? Math.Sqrt(left) : left / factor[(j * n) + j];
            }
        }

        // L⁻¹, column by column, held as rows; then M⁻¹ = L⁻ᵀ L⁻¹.
        var columns = new double[n * n];
        for (var j = 0; j < n; j++)
        {
            var column = columns.AsSpan(j * n, n);
            for (var i = j; i < n; i++)
            {
                column[i] = ((i == j ? 1 : 0) - Dot(factor.AsSpan((i * n) + j, i - j), column[j..i])) / factor[(i * n) + i];
            }
        }

        var inverse = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                inverse[(i * n) + j] = inverse[(j * n) + i] = Dot(columns.AsSpan((i * n) + i, n - i), columns.AsSpan((j * n) + i, n - i));
            }
        }

        return inverse;
    }
}
