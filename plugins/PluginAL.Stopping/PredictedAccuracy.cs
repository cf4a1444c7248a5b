using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when the accuracy that the model has is known well enough: half the width of the 95 % interval of <see cref="StopContext.PredictAccuracy"/> is at most
/// a limit. It says nothing of how high the accuracy is: join it with a rule that does, as in <c>kappa,predicted-accuracy:within=0.02</c>. Each look trains twenty models.
/// </summary>
/// <param name="options">The limit.</param>
[StoppingCriterion("predicted-accuracy", Needs = Signals.Probabilities, Summary = "the accuracy is known to within a limit without test labels; for --explore, and joined with another rule")]
public sealed class PredictedAccuracy(PredictedAccuracyOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.PredictAccuracy is not { } predict)
        {
            return new StopVerdict(false, "no accuracy can be predicted: there are no rows to predict, or no classes");
        }

        var (low, high) = predict();
        var half = (high - low) / 2;
        return new StopVerdict(half <= options.Within, $"accuracy predicted to be {low:F4} to {high:F4}, that is within {half:F4}, limit {options.Within}");
    }
}
