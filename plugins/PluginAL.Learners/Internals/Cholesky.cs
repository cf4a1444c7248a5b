namespace PluginAL.Learners.Internals;

/// <summary>Symmetric positive definite matrices of float64, (m, m) row-major, as LL′.</summary>
internal static class Cholesky
{
    /// <summary>L of A + λI, its upper half zero.</summary>
    public static double[] Factor(double[] matrix, int m, double lambda, CancellationToken cancellation)
    {
        var lower = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = lower.AsSpan(i * m, m);
            for (var j = 0; j < i; j++)
            {
                row[j] = (matrix[(i * m) + j] - Doubles.Dot(row[..j], lower.AsSpan(j * m, j))) / lower[(j * m) + j];
            }

            // At least a part of the penalty is left, where rounding took more.
            row[i] = Math.Sqrt(Math.Max(matrix[(i * m) + i] + lambda - Doubles.Dot(row[..i], row[..i]), 1e-3 * lambda));
        }

        return lower;
    }

    /// <summary>x ← L⁻¹x.</summary>
    /// <param name="lower">L.</param>
    /// <param name="m">m.</param>
    /// <param name="x">m values.</param>
    /// <param name="first">The first of them that is not zero.</param>
    public static void Forward(double[] lower, int m, Span<double> x, int first = 0)
    {
        for (var i = first; i < m; i++)
        {
            x[i] = (x[i] - Doubles.Dot(lower.AsSpan((i * m) + first, i - first), x[first..i])) / lower[(i * m) + i];
        }
    }

    /// <summary>x ← L′⁻¹x.</summary>
    public static void Backward(double[] lower, int m, Span<double> x)
    {
        for (var i = m - 1; i >= 0; i--)
        {
            x[i] /= lower[(i * m) + i];
            Doubles.AddScaled(x[..i], -x[i], lower.AsSpan(i * m, i));
        }
    }
}
