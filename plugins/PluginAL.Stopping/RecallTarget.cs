using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when enough of a rare class has been found: found/(found + left) reaches a target, where left is the model's mean probability of the class
/// over the unlabelled rows of the stop set times the rows that are left, raised to its upper confidence bound as a binomial share of that sample
/// (Wilson 1927). It rests on the model's probabilities being honest; a model that misses a whole kind of item says too little is left.
/// </summary>
/// <param name="options">Class, recall, confidence.</param>
[StoppingCriterion("recall-target", Needs = Signals.Probabilities, Summary = "enough of a rare class has been found")]
public sealed class RecallTarget(RecallTargetOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (options.Class.Length == 0)
        {
            throw PluginALException.Usage("Stopping criterion 'recall-target' needs a class, as in recall-target:class=fraud.");
        }

        var index = ClassNames.IndexOf(context.Classes, options.Class, "recall-target");
        if (context.StopSet.Count == 0 || context.StopSet[^1].MeanProbabilities.Count == 0)
        {
            return context.CandidateCount == 0
                ? new StopVerdict(true, "no row is left")
                : new StopVerdict(false, "no model has seen the stop set yet");
        }

        var found = context.LabelsByClass[index];
        var share = context.StopSet[^1].MeanProbabilities[index];
        var upper = 1 - TargetMetric.LowerBound(1 - share, context.StopSet[^1].Predicted.Count, options.Confidence);
        var (likely, most) = (Recall(share), Recall(upper));
        return new StopVerdict(
            found > 0 && most >= options.Recall,
            $"{found} of '{options.Class}' found, recall about {likely:P1}, with confidence {options.Confidence:P0} at least {most:P1}, target {options.Recall:P1}");

        double Recall(double rate) => found == 0 ? 0 : found / (found + (rate * context.CandidateCount));
    }
}
