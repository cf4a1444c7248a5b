using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>How uncertain the model is about each row of a view.</summary>
internal static class Measured
{
    /// <summary>Whether there is no model, or one of a single class, which says nothing.</summary>
    public static bool IsCold(QueryContext context) =>
        context.Model is null || (context.Task == LearningTask.Classification && context.Labels.Distinct().Take(2).Count() < 2);

    /// <summary>The measure of each row; 1 everywhere where no model says anything.</summary>
    public static float[] Uncertainty(QueryContext context, PoolView view, UncertaintyMeasure measure)
    {
        var scores = new float[view.Count];
        if (IsCold(context) || view.Probabilities.Length == 0)
        {
            Array.Fill(scores, 1);
            return scores;
        }

        Parts.ForEach(view.Count, context.Cancellation, (first, count) => Scoring.Uncertainty.Score(
            measure, view.Probabilities.AsSpan(first * view.Classes, count * view.Classes), view.Classes, scores.AsSpan(first, count)));
        return scores;
    }
}
