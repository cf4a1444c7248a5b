namespace PluginAL.Learners.Internals;

/// <summary>
/// The penalty that the rows themselves make likeliest: the maximum of the evidence p(y | λ), with w ~ N(0, σ²/λ), the noise σ² at its own maximum and
/// the intercept integrated out (MacKay 1992, "Bayesian interpolation"; Bishop 2006, section 3.5: there λ is α/β and σ² is 1/β),
/// ln p = −½ (n − 1) ln(Q(λ) ÷ (n − 1)) − ½ (ln det(G + λI) − m ln λ), Q = min over w of Σ (y − ŷ)² + λ‖w‖².
/// </summary>
/// <remarks>G is made tridiagonal once, in O(m³); each λ then costs O(m). The evidence has one unknown, so it is searched, not iterated: on powers of
/// two, then by golden sections. Where it rises to an end of the range, 2⁻³⁰ and 2³⁰ times the mean of G's diagonal, the end is taken.</remarks>
internal static class Evidence
{
    private const int Powers = 30;
    private const int Sections = 60;
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The likeliest λ.</summary>
    public static double Penalty(RidgeSystem system, double[] numbers, CancellationToken cancellation)
    {
        var (m, trace) = (system.Unknowns, 0.0);
        for (var i = 0; i < m; i++)
        {
            trace += system.Gram[(i * m) + i];
        }

        var squares = Doubles.Dot(numbers, numbers);
        if (!(trace > 0) || !(squares > 0))
        {
            return 1;
        }

        var (diagonal, beside, right) = Tridiagonal.Of(system.Gram, system.Right, m, cancellation);
        double Log(double lambda) => LogEvidence(lambda, diagonal, beside, right, system.Dual, squares, numbers.Length);

        var scale = trace / m;
        var (best, at) = (double.NegativeInfinity, 0);
        for (var k = -Powers; k <= Powers; k++)
        {
            var value = Log(Math.ScaleB(scale, k));
            if (value > best)
            {
                (best, at) = (value, k);
            }
        }

        if (Math.Abs(at) == Powers)
        {
            return Math.ScaleB(scale, at);
        }

        var (low, high) = (Math.ScaleB(scale, at - 1), Math.ScaleB(scale, at + 1));
        for (var i = 0; i < Sections; i++)
        {
            var (left, inner) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
            (low, high) = Log(left) >= Log(inner) ? (low, inner) : (left, high);
        }

        return (low + high) / 2;
    }

    private static double LogEvidence(double lambda, double[] diagonal, double[] beside, double[] right, bool dual, double squares, int rows)
    {
        // T + λI = LDL′: the determinant is that of D, and right′ (T + λI)⁻¹ right = Σ z² ÷ d with z = L⁻¹ right.
        double pivot = 1, z = 0, form = 0, log = 0;
        for (var i = 0; i < diagonal.Length; i++)
        {
            var part = i == 0 ? 0 : beside[i - 1] / pivot;
            z = right[i] - (part * z);
            pivot = Math.Max(diagonal[i] + lambda - (i == 0 ? 0 : part * beside[i - 1]), 1e-3 * lambda);
            form += z * z / pivot;
            log += Elementary.Log(pivot);
        }

        var left = Math.Max(dual ? lambda * form : squares - form, 1e-14 * squares);
        var freedom = Math.Max(1, rows - 1);
        return (-0.5 * freedom * Elementary.Log(left / freedom)) - (0.5 * (log - (diagonal.Length * Elementary.Log(lambda))));
    }
}
