namespace PluginAL.Strategies;

/// <summary>Symmetric matrices of float64, (n, n) row-major.</summary>
internal static class Symmetric
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

    /// <summary>Adds scale · x x′.</summary>
    public static void AddOuter(double[] matrix, double[] x, double scale)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var row = matrix.AsSpan(i * x.Length, x.Length);
            var factor = scale * x[i];
            for (var j = 0; j < x.Length; j++)
            {
                row[j] += factor * x[j];
            }
        }
    }

    /// <summary>M x.</summary>
    public static double[] Times(double[] matrix, double[] x)
    {
        var product = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            product[i] = Dot(matrix.AsSpan(i * x.Length, x.Length), x);
        }

        return product;
    }

    /// <summary>x′ M x.</summary>
    public static double Form(double[] matrix, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * Dot(matrix.AsSpan(i * x.Length, x.Length), x);
        }

        return sum;
    }

    /// <summary>S A S.</summary>
    public static double[] Sandwich(double[] outer, double[] inner, int n) => Product(Product(outer, inner, n), outer, n);

    /// <summary>The inverse of a positive definite matrix, by Cholesky.</summary>
    public static double[] Inverse(double[] matrix, int n)
    {
        var lower = (double[])matrix.Clone();
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var left = lower[(i * n) + j] - Dot(lower.AsSpan(i * n, j), lower.AsSpan(j * n, j));
                lower[(i * n) + j] = i == j ? Math.Sqrt(left) : left / lower[(j * n) + j];
            }
        }

        var inverse = new double[n * n];
        var column = new double[n];
        for (var c = 0; c < n; c++)
        {
            for (var i = 0; i < n; i++)
            {
                var left = (i == c ? 1 : 0) - Dot(lower.AsSpan(i * n, i), column.AsSpan(0, i));
                column[i] = left / lower[(i * n) + i];
            }

            for (var i = n - 1; i >= 0; i--)
            {
                var left = column[i];
                for (var k = i + 1; k < n; k++)
                {
                    left -= lower[(k * n) + i] * column[k];
                }

                column[i] = left / lower[(i * n) + i];
            }

            column.CopyTo(inverse, c * n);
        }

        return inverse;
    }

    private static double[] Product(double[] a, double[] b, int n)
    {
        var product = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var row = product.AsSpan(i * n, n);
            for (var k = 0; k < n; k++)
            {
                var factor = a[(i * n) + k];
                var other = b.AsSpan(k * n, n);
                for (var j = 0; j < n; j++)
                {
                    row[j] += factor * other[j];
                }
            }
        }

        return product;
    }
}
