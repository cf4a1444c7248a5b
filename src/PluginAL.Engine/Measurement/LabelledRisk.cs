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
        var losses = new double[rows.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            // Draws next to one another go into different folds, so that each has early and late ones.
            var (kept, held) = (Positions(rows.Length, folds, fold, inside: false), Positions(rows.Length, folds, fold, inside: true));
            var set = new TrainingSet(
                RowGatherer.Gather(data.Features, kept.Select(i => rows[i])), [.. kept.Select(i => labels[rows[i]])], data.Classes.Count);
            var model = learner.FitClassifier(set, new FitContext { Log = log, Cancellation = cancellation });
            var features = RowGatherer.Gather(data.Features, held.Select(i => rows[i]));
            var predicted = new float[held.Length * data.Classes.Count];
            for (var done = 0; done < held.Length;)
            {
                var block = features.Block(done, held.Length - done);
                model.PredictProbabilities(block, predicted.AsSpan(done * data.Classes.Count, block.Count * data.Classes.Count));
                done += block.Count;
            }

            for (var i = 0; i < held.Length; i++)
            {
                var row = predicted.AsSpan(i * data.Classes.Count, data.Classes.Count);
                losses[held[i]] = IsLargest(row, labels[rows[held[i]]]) ? 0 : 1;
            }
        }

        return LureEstimator.Estimate(data.RowCount, [.. history.Select((draw, i) => new Observation(losses[i], draw.Probability!.Value))]);
    }

    private static int[] Positions(int count, int folds, int fold, bool inside) => [.. Enumerable.Range(0, count).Where(i => (i % folds == fold) == inside)];

    // The first of equal classes counts, as everywhere.
    private static bool IsLargest(ReadOnlySpan<float> row, int index)
    {
        for (var c = 0; c < row.Length; c++)
        {
            if (row[c] > row[index] || (c < index && row[c] >= row[index]))
            {
                return false;
            }
        }

        return true;
    }
}
