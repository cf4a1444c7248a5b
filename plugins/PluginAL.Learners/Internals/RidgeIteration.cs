using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Ridge regression where the matrix is too large: conjugate gradients on (X′X + λI) w = X′y (Hestenes and Stiefel 1952), O(non-zeros) for each
/// step. The model tells nothing of what it does not know: its variance is the noise alone.
/// </summary>
internal static class RidgeIteration
{
    private const double Tolerance = 1e-10;
    private const int MostSteps = 2000;

    public static LinearRegressor Solve(string learner, RegressionRows rows, double lambda, FitContext context)
    {
        var weights = new double[rows.Active];
        var residual = new double[rows.Active];
        var product = new double[rows.Active];
        Transposed(rows, rows.Numbers, residual);
        var search = (double[])residual.Clone();
        var (squared, first) = (Doubles.Dot(residual, residual), Doubles.Dot(residual, residual));
        var (along, step) = (new double[rows.Count], 0);
        for (; squared > first * Tolerance * Tolerance && step < MostSteps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var offset = Doubles.Dot(rows.Means, search);
            for (var i = 0; i < rows.Count; i++)
            {
                along[i] = rows.DotRaw(i, search) - offset;
            }

            Transposed(rows, along, product);
            Doubles.AddScaled(product, lambda, search);
            var alpha = squared / Doubles.Dot(search, product);
            Doubles.AddScaled(weights, alpha, search);
            Doubles.AddScaled(residual, -alpha, product);
            var next = Doubles.Dot(residual, residual);
            for (var d = 0; d < search.Length; d++)
            {
                search[d] = residual[d] + (next / squared * search[d]);
            }

            squared = next;
        }

        if (step == MostSteps)
        {
            context.Log.Warning(
                FormattableString.Invariant($"Training ended after {step} steps with a residual of {Math.Sqrt(squared / first):g3} of the first; scale the columns or raise the penalty."));
        }

        return new LinearRegressor(learner, rows, weights, RidgeSystem.Noise(rows, weights, lambda), 0, false, [], 0);
    }

    /// <summary>target ← X′u over centred rows.</summary>
    private static void Transposed(RegressionRows rows, double[] u, double[] target)
    {
        Array.Clear(target);
        var sum = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            rows.AddRaw(i, u[i], target);
            sum += u[i];
        }

        Doubles.AddScaled(target, -sum, rows.Means);
    }
}
