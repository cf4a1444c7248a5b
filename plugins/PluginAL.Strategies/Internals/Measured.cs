using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>How uncertain the model is about each row of a view.</summary>
internal static class Measured
{
    /// <summary>The measure of each row; 1 everywhere where no model says anything.</summary>
    public static float[] Uncertainty(QueryContext context, PoolView view, UncertaintyMeasure measure)
    {
        var scores = new float[view.Count];
        if (context.Model is null || view.Probabilities.Length == 0)
        {
            Array.Fill(scores, 1);
            return scores;
        }

        Parts.ForEach(view.Count, context.Cancellation, (first, count) => Scoring.Uncertainty.Score(
            measure, view.Probabilities.AsSpan(first * view.Classes, count * view.Classes), view.Classes, scores.AsSpan(first, count)));
        return scores;
    }
}
