using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// How often a learner would be wrong over the whole pool, from the labels that a session has and nothing else: each label is predicted by a model that
/// was trained on the other folds, and the errors are weighted by <see cref="LureEstimator"/>, because the labels were not drawn evenly. The models have
/// seen 1 − 1/folds of the labels, so the estimate is slightly too high for one that saw them all.
/// </summary>
/// <remarks>
/// A strategy that looks at labels leaves the neighbours of a labelled row unlabelled, so that a model without that row knows less about its kind than about
/// rows at large: after active rounds the estimate is too high, on text by up to ten points of error (even draws of banking77 with <c>auto</c>, 1,000 labels), and the
/// interval knows nothing of it. Where all rows are drawn at random it is not.
/// </remarks>
public static class LabelledRisk
{
    /// <summary>Estimates the error rate.</summary>
    /// <param name="session">The session; every label's row must have been drawn with a known probability.</param>
    /// <param name="data">The session's data.</param>
    /// <param name="learner">The session's learner.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="folds">How many folds, at least 2; fewer where there are fewer labels.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>The estimate; null where the task is not classification, where there are fewer than ten labels, or where a row was skipped or drawn without a known probability.</returns>
    public static RiskEstimate? Estimate(
        ActiveLearningSession session, LearningData data, PluginInstance<ILearner> learner, IPluginLog log, int folds = 5, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (data.Task != LearningTask.Classification)
        {
            return null;
        }

        var history = session.History;
        var labels = session.LabelledRows.Zip(session.Labels).ToDictionary(pair => pair.First, pair => ((ClassLabel)pair.Second).Class);
        if (history.Count < 10 || history.Any(draw => draw.Probability is null || !labels.ContainsKey(draw.Row)))
        {
            return null;
        }

        var rows = history.Select(draw => draw.Row).ToArray();
        var classes = rows.Select(row => labels[row]).ToArray();
        var losses = HeldOut.Predict(data, learner, rows, classes, folds, log, cancellation).Zip(classes, (said, label) => said.Class == label ? 0.0 : 1).ToArray();
        return LureEstimator.Estimate(data.RowCount, [.. history.Select((draw, i) => new Observation(losses[i], draw.Probability!.Value))]);
    }
}
