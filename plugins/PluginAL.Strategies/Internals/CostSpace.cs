using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Costs as distances: 2 C points in a space, one for each class as the truth and one for each as a decision, so that ‖t_c − d_k‖ comes near √C[c, k]. Weighted multidimensional
/// scaling by majorisation (de Leeuw 1977; SMACOF), in which only distances between a truth and a decision count, since costs need not be symmetric.
/// </summary>
internal sealed class CostSpace
{
    private const int Iterations = 1000;

    private readonly int _classes;
    private readonly int _dimensions;
    private readonly double[] _points;

    private CostSpace(int classes, int dimensions, double[] points) => (_classes, _dimensions, _points) = (classes, dimensions, points);

    /// <summary>Where a class lies as the truth.</summary>
    public ReadOnlySpan<double> Truth(int @class) => _points.AsSpan(@class * _dimensions, _dimensions);

    /// <summary>Where a class lies as a decision.</summary>
    public ReadOnlySpan<double> Decision(int @class) => _points.AsSpan((_classes + @class) * _dimensions, _dimensions);

    /// <summary>Embeds costs.</summary>
    /// <param name="costs">C × C, at least 0.</param>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="random">What the first places are drawn from.</param>
    public static CostSpace Embed(double[][] costs, int dimensions, RandomSource random)
    {
        var (classes, n) = (costs.Length, 2 * costs.Length);
        var points = new double[n * dimensions];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = random.Uniform(i) - 0.5;
        }

        // Guttman's transform, X ← V⁺ B(X) X. V is C times the identity less the pairs between the groups; V + 11ᵀ ÷ n is invertible, and its inverse less 11ᵀ ÷ n is V⁺.
        var v = new double[n * n];
        for (var i = 0; i < n * n; i++)
        {
            var (row, column) = (i / n, i % n);
            v[i] = (row == column ? classes : row < classes != column < classes ? -1 : 0) + (1.0 / n);
        }

        var inverse = Symmetric.Inverse(v, n);
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] -= 1.0 / n;
        }

        var before = double.PositiveInfinity;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var (moved, stress) = (new double[points.Length], 0.0);
            for (var c = 0; c < classes; c++)
            {
                for (var k = 0; k < classes; k++)
                {
                    var (t, d, wanted) = (c * dimensions, (classes + k) * dimensions, Math.Sqrt(costs[c][k]));
                    var squared = 0.0;
                    for (var j = 0; j < dimensions; j++)
                    {
                        squared += (points[t + j] - points[d + j]) * (points[t + j] - points[d + j]);
                    }

                    var apart = Math.Sqrt(squared);
                    stress += (apart - wanted) * (apart - wanted);
                    for (var j = 0; apart > 0 && j < dimensions; j++)
                    {
                        var pull = wanted / apart * (points[t + j] - points[d + j]);
                        moved[t + j] += pull;
                        moved[d + j] -= pull;
                    }
                }
            }

            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < dimensions; j++)
                {
                    var sum = 0.0;
                    for (var other = 0; other < n; other++)
                    {
                        sum += inverse[(i * n) + other] * moved[(other * dimensions) + j];
                    }

                    points[(i * dimensions) + j] = sum;
                }
            }

            if (before - stress < 1e-12 * (1 + stress))
            {
                break;
            }

            before = stress;
        }

        return new CostSpace(classes, dimensions, points);
    }
}
