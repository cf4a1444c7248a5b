using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// Ridge regression: minimises Σᵢ (yᵢ − xᵢ·w − b)² + λ‖w‖², the intercept b without penalty (Hoerl and Kennard 1970, "Ridge regression: biased estimation for
/// nonorthogonal problems"). The variance of a prediction is that of the Bayesian reading, w ~ N(0, σ²/λ), with
/// σ² = (Σ (y − ŷ)² + λ‖w‖²) ÷ (n − 1); see <see cref="LinearRegressor"/>.
/// </summary>
/// <remarks>
/// Solved whole by Cholesky, in the columns or in the rows, whichever are fewer, m: O(n·A·m + A·m²), A being the columns that occur. Where m exceeds 2,000 or
/// m·A exceeds 2²², by conjugate gradients, and the variance is σ² for every row. Float64, in a fixed order and by one thread: the same data and options give the same
/// bits on every machine. An earlier model is not used: the solution is exact.
/// </remarks>
[Learner("ridge", Gives = Signals.MeanAndVariance, Summary = "Ridge regression with the variance of its predictions.")]
public sealed class Ridge : ILearner
{
    private const string Name = "ridge";
    private readonly RidgeOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">The penalty is out of range.</exception>
    public Ridge(RidgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.L2 >= 1e-9 && options.L2 <= 1e12))
        {
            throw PluginALException.Usage(FormattableString.Invariant($"Option 'l2' of '{Name}' is {options.L2}; give a number from 1e-9 to 1e12."));
        }

        _options = options;
    }

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var rows = RegressionRows.Read(data, Name);
        return RidgeSystem.Of(rows, context.Cancellation) is { } system
            ? system.Solve(Name, _options.L2, context.Cancellation)
            : RidgeIteration.Solve(Name, rows, _options.L2, context);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => RegressorFile.Read(stream, Name);
}
