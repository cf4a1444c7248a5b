using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// How wrong a learner would be over the whole pool, from the labels that a session has and nothing else: each label is predicted by a model that
/// was trained on the other folds, and the losses are weighted by <see cref="LureEstimator"/>, because the labels were not drawn evenly. The models have
/// seen 1 − 1/folds of the labels, so the estimate is slightly too high for one that saw them all.
/// </summary>
/// <remarks>
/// A strategy that looks at labels leaves the neighbours of a labelled row unlabelled, so that a model without that row knows less about its kind than about
/// rows at large: after active rounds the estimate is too high, on text by up to ten points of error (even draws of banking77 with <c>auto</c>, 1,000 labels), and the
/// interval knows nothing of it. Where all rows are drawn at random it is not.
/// The loss of a row is such that its mean over the pool gives the first metric of the task: 1 where the prediction is wrong (classification, several labels, answers), the squared error
/// (numbers: the mean is RMSE²), or the wrong tags ÷ the pool's mean number of tokens (sequences). BLEU is no mean over rows.
/// </remarks>
public static class LabelledRisk
{
    /// <summary>Whether the first metric of a task is a mean over rows, so that single rows can tell it.</summary>
    /// <param name="task">The task.</param>
    /// <returns>True for all but translation.</returns>
    public static bool Knows(LearningTask task) => task != LearningTask.Translation;

    /// <summary>Estimates the mean loss.</summary>
    /// <param name="session">The session; every label's row must have been drawn with a known probability.</param>
    /// <param name="data">The session's data.</param>
    /// <param name="learner">The session's learner.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="folds">How many folds, at least 2; fewer where there are fewer labels.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>The estimate; null for translation, where there are fewer than ten labels, or where a row was skipped or drawn without a known probability.</returns>
    public static RiskEstimate? Estimate(
        ActiveLearningSession session, LearningData data, PluginInstance<ILearner> learner, IPluginLog log, int folds = 5, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (!Knows(data.Task))
        {
            return null;
        }

        var history = session.History;
        var labels = session.LabelledRows.Zip(session.Labels).ToDictionary(pair => pair.First, pair => pair.Second);
        if (history.Count < 10 || history.Any(draw => draw.Probability is null || !labels.ContainsKey(draw.Row)))
        {
            return null;
        }

        var rows = history.Select(draw => draw.Row).ToArray();
        var losses = new double[rows.Length];
        foreach (var (kept, held) in HeldOut.Folds(rows.Length, folds))
        {
            var set = GatheredRows.Of(data, [.. kept.Select(i => rows[i])]).With([.. kept.Select(i => labels[rows[i]])]);
            var model = learner.FitTask(set, new FitContext { Log = log, Cancellation = cancellation });
            foreach (var i in held)
            {
                losses[i] = Loss(model, data, rows[i], labels[rows[i]], cancellation);
            }
        }

        return LureEstimator.Estimate(data.RowCount, [.. history.Select((draw, i) => new Observation(losses[i], draw.Probability!.Value))]);
    }

    /// <summary>The first metric of a task for a mean loss.</summary>
    /// <param name="task">The task.</param>
    /// <param name="risk">The mean loss, with its interval.</param>
    /// <returns>The metric, with its interval.</returns>
    public static AccuracyEstimate MetricOf(LearningTask task, RiskEstimate risk)
    {
        ArgumentNullException.ThrowIfNull(risk);
        return task == LearningTask.Regression
            ? new AccuracyEstimate(Root(risk.Value), Root(risk.Low), Root(risk.High))
            : new AccuracyEstimate(Share(risk.Value), Share(risk.High), Share(risk.Low));

        // A weighted mean, and Student's interval, may lie outside of what a mean loss can be.
        double Root(double loss) => Math.Sqrt(Math.Max(0, loss));
        double Share(double loss) => Math.Clamp(1 - loss, 0, 1);
    }

    private static double Loss(IModel model, LearningData data, long row, Label label, CancellationToken cancellation)
    {
        var one = GatheredRows.Of(data, [row]).With([label]);
        var part = new TestPart(one.Features, data.Task, [label], data.Classes) { Tokens = one.Tokens, Texts = one.Texts };
        var metric = TaskMetrics.Evaluate(model, part, cancellation).Metric1;
        return label switch
        {
            NumberLabel => metric * metric,
            TagsLabel { Tags.Length: 0 } => 0,
            TagsLabel { Tags: var tags } => (1 - metric) * tags.Length / ((double)data.Tokens!.Features.RowCount / data.RowCount),
            _ => 1 - metric,
        };
    }
}
