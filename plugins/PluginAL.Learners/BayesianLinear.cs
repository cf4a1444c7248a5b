using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// Bayesian linear regression: y = x·w + b + noise of variance σ² = 1/β, w ~ N(0, 1/α), a flat prior on b. α and β are those of the greatest evidence
/// p(y | α, β) (MacKay 1992, "Bayesian interpolation"; Bishop 2006, Pattern recognition and machine learning, sections 3.3 to 3.5); mean and variance of
/// a prediction are those of the posterior predictive distribution, exactly (see <see cref="LinearRegressor"/>, λ = α/β).
/// </summary>
/// <remarks>
/// There is nothing to choose: the penalty comes from the labelled rows. O(n·A·m + A·m²), m = min(n, A), A being the columns that occur. Where m exceeds 2,000 or m·A
/// exceeds 2²², the evidence is that of the first labelled rows, as many as fit, the weights of all come by conjugate gradients, and the variance is σ² for
/// every row; the log says so. Float64, in a fixed order and by one thread: the same data give the same bits on every machine. An earlier model is not used.
/// </remarks>
[Learner("bayesian-linear", Gives = Signals.MeanAndVariance, Summary = "Bayesian linear regression: penalty and noise by the evidence, exact predictive variance.")]
public sealed class BayesianLinear : ILearner
{
    private const string Name = "bayesian-linear";

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var rows = RegressionRows.Read(data, Name);
        if (RidgeSystem.Of(rows, context.Cancellation) is { } system)
        {
            return system.Solve(Name, Evidence.Penalty(system, rows.Numbers, context.Cancellation), context.Cancellation);
        }

        var part = rows.First(Math.Min(rows.Count, RidgeSystem.MostUnknowns));
        var smaller = RidgeSystem.Of(part, context.Cancellation);
        while (smaller is null && part.Count > 1)
        {
            part = rows.First(part.Count / 2);
            smaller = RidgeSystem.Of(part, context.Cancellation);
        }

        context.Log.Information(
            $"{rows.Count} rows of {rows.Active} columns are too many to be solved whole: the penalty is that of the first {part.Count} rows, the variance the noise's.");
        var penalty = smaller is null ? 1 : Evidence.Penalty(smaller, part.Numbers, context.Cancellation);
        return RidgeIteration.Solve(Name, rows, penalty, context);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => RegressorFile.Read(stream, Name);
}
