namespace PluginAL.Learners.Internals;

/// <summary>Householder's reduction of a symmetric matrix to a tridiagonal one (Golub and Van Loan, Matrix computations, section 8.3).</summary>
internal static class Tridiagonal
{
    /// <summary>T = Q′AQ and Q′x.</summary>
    /// <param name="matrix">A, (m, m); not changed.</param>
    /// <param name="right">x; not changed.</param>
    /// <param name="m">m.</param>
    /// <param name="cancellation">Looked at for every column.</param>
    /// <returns>The diagonal of T (m), what is beside it (m − 1), and Q′x.</returns>
    public static (double[] Diagonal, double[] Beside, double[] Right) Of(double[] matrix, double[] right, int m, CancellationToken cancellation)
    {
        var (a, x) = ((double[])matrix.Clone(), (double[])right.Clone());
        var (beside, v, p) = (new double[Math.Max(0, m - 1)], new double[m], new double[m]);
        for (var k = 0; k < m - 1; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var rest = m - k - 1;
            var vector = v.AsSpan(0, rest);
            var product = p.AsSpan(0, rest);
            for (var i = 0; i < rest; i++)
            {
                vector[i] = a[((k + 1 + i) * m) + k];
            }

            var length = Math.Sqrt(Doubles.Dot(vector, vector));
            var sign = vector[0] < 0 ? -1.0 : 1.0;
            beside[k] = -sign * length;
            vector[0] += sign * length;
            var squared = Doubles.Dot(vector, vector);
            if (squared == 0)
            {
                continue;
            }

            // A ← A − v w′ − w v′ with p = 2 A v ÷ v′v and w = p − (v′p ÷ v′v) v.
            for (var i = 0; i < rest; i++)
            {
                product[i] = 2 / squared * Doubles.Dot(a.AsSpan(((k + 1 + i) * m) + k + 1, rest), vector);
            }

            Doubles.AddScaled(product, -Doubles.Dot(vector, product) / squared, vector);
            for (var i = 0; i < rest; i++)
            {
                var row = a.AsSpan(((k + 1 + i) * m) + k + 1, rest);
                Doubles.AddScaled(row, -vector[i], product);
                Doubles.AddScaled(row, -product[i], vector);
            }

            var target = x.AsSpan(k + 1, rest);
            Doubles.AddScaled(target, -2 / squared * Doubles.Dot(vector, target), vector);
        }

        var diagonal = new double[m];
        for (var i = 0; i < m; i++)
        {
            diagonal[i] = a[i * (m + 1)];
        }

        return (diagonal, beside, x);
    }
}
