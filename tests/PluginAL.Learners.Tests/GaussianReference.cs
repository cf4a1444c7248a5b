namespace PluginAL.Learners.Tests;

/// <summary>What ridge and Bayesian regression must say, from covariances of the labelled rows and Gauss's elimination.</summary>
internal static class GaussianReference
{
    /// <summary>A Gaussian process: k(x, z) = 1e8 + prior · x·z, an intercept that is all but free.</summary>
    public static (double[] Means, double[] Variances) Process(float[] x, float[] at, int width, double[] numbers, double noise, double prior)
    {
        var n = numbers.Length;
        var free = 1e6 * (noise + 100);
        double Kernel(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        {
            var sum = 0.0;
            for (var d = 0; d < width; d++)
            {
                sum += (double)a[d] * b[d];
            }

            return free + (prior * sum);
        }

        var k = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                k[i, j] = Kernel(x.AsSpan(i * width, width), x.AsSpan(j * width, width)) + (i == j ? noise : 0);
            }
        }

        var (means, variances) = (new double[at.Length / width], new double[at.Length / width]);
        for (var i = 0; i < means.Length; i++)
        {
            var point = at.AsSpan(i * width, width).ToArray();
            double[] row = [.. Enumerable.Range(0, n).Select(j => Kernel(point, x.AsSpan(j * width, width)))];
            var solved = Solve(k, row);
            means[i] = solved.Zip(numbers, (a, b) => a * b).Sum();
            variances[i] = Kernel(point, point) + noise - solved.Zip(row, (a, b) => a * b).Sum();
        }

        return (means, variances);
    }

    /// <summary>ln p(y) of the numbers less their mean: Gauss's elimination on σ² (I + XX′/λ) over centred rows, less one dimension for the mean.</summary>
    public static double LogEvidence(float[] x, int width, double[] numbers, double noise, double penalty)
    {
        var n = numbers.Length;
        var means = Enumerable.Range(0, width).Select(d => Enumerable.Range(0, n).Average(i => (double)x[(i * width) + d])).ToArray();
        var mean = numbers.Average();
        var k = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var dot = Enumerable.Range(0, width).Sum(d => (x[(i * width) + d] - means[d]) * (x[(j * width) + d] - means[d]));
                k[i, j] = noise * ((i == j ? 1 : 0) + (dot / penalty));
            }
        }

        // The direction of equal numbers has variance σ² and no part in centred numbers.
        double[] centred = [.. numbers.Select(value => value - mean)];
        var form = Solve(k, centred).Zip(centred, (a, b) => a * b).Sum();
        return -0.5 * (form + LogDeterminant(k) - Math.Log(noise));
    }

    private static double[] Solve(double[,] matrix, double[] right)
    {
        var (n, a, b) = (right.Length, (double[,])matrix.Clone(), (double[])right.Clone());
        for (var k = 0; k < n; k++)
        {
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                b[i] -= factor * b[k];
            }
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++)
            {
                b[i] -= a[i, j] * b[j];
            }

            b[i] /= a[i, i];
        }

        return b;
    }

    private static double LogDeterminant(double[,] matrix)
    {
        var (n, a, log) = (matrix.GetLength(0), (double[,])matrix.Clone(), 0.0);
        for (var k = 0; k < n; k++)
        {
            log += Math.Log(a[k, k]);
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return log;
    }
}
