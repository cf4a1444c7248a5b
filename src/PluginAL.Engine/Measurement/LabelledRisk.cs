using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// How wrong a learner would be over the whole pool, from the labels that a session has and nothing else: each label is predicted by a model that
/// was trained on the other folds, and the losses are weighted by <see cref="LureEstimator"/>, because the labels were not drawn evenly. For classes
/// only what the model's probabilities do not tell is weighted so: the mean over the pool of the errors that <see cref="CorrectnessCurve"/> expects, plus the weighted
/// mean of losses less expectations (the difference estimator of Särndal, Swensson and Wretman 1992, Model assisted survey sampling, chapter 6).
/// </summary>
/// <remarks>
/// A strategy that looks at labels leaves the neighbours of a labelled row unlabelled, so that a model without that row knows less about its kind than about
/// rows at large: after rounds of a strategy losses of held-out rows are too high. Expectations know most of that, since such a model is also less sure. With <c>auto</c> and a fifth of
/// the rows drawn evenly the accuracy was still six points too low on banking77 at 1,000 labels (twelve without them), two on thucnews_titles_zh at 1,500 (eight), and within two on
/// optdigits, letter and adult. The interval knows nothing of it. Models have seen 1 − 1/folds of the labels.
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
        if (session.Model is IClassifier classifier)
        {
            return OfClasses(classifier, data, learner, history, Array.ConvertAll(rows, row => ((ClassLabel)labels[row]).Class), folds, log, cancellation);
        }

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

    /// <summary>The errors expected over the pool, and, from the labels, how far the expectation is from the truth.</summary>
    private static RiskEstimate OfClasses(
        IClassifier model, LearningData data, PluginInstance<ILearner> learner, IReadOnlyList<PastSelection> history, int[] classes, int folds, IPluginLog log, CancellationToken cancellation)
    {
        long[] rows = [.. history.Select(draw => draw.Row)];
        var said = HeldOut.Predict(data, learner, rows, classes, folds, log, cancellation);
        var curve = new CorrectnessCurve([.. said.Select((one, i) => new UnseenAnswer(one.First, one.Second, one.Class == classes[i], PredictedAccuracy.IsEven(history[i], data.RowCount - i)))]);
        var expected = Array.ConvertAll(said, one => 1 - curve.At(one.First, one.Second));
        var rest = LureEstimator.Estimate(
            data.RowCount, [.. history.Select((draw, i) => new Observation((said[i].Class == classes[i] ? 0 : 1) - expected[i], draw.Probability!.Value))]);

        // A model is too sure of what it learned from, so those rows count as models saw them that had not.
        var (share, ofAnswers, _) = curve.Over([.. said.Select(one => ((double)one.First, (double)one.Second)), .. Unlabelled(model, data, rows)]);
        var value = 1 - share + rest.Value;
        return new RiskEstimate(Math.Clamp(value, 0, 1), Math.Clamp(value - Reach(rest.Value - rest.Low), 0, 1), Math.Clamp(value + Reach(rest.High - rest.Value), 0, 1), rest.Count);

        // Both what the labels tell of the rest and what they tell of the curve are uncertain; where hardly a label is wrong, only the latter shows it.
        double Reach(double ofRest) => Math.Sqrt((ofRest * ofRest) + (PredictedAccuracy.Quantile * PredictedAccuracy.Quantile * ofAnswers));
    }

    /// <summary>What the model says of the rows without a label.</summary>
    private static List<(double First, double Second)> Unlabelled(IClassifier model, LearningData data, long[] labelled)
    {
        const int BlockRows = 4096;
        var (known, says) = (labelled.ToHashSet(), new List<(double, double)>());
        var probabilities = new float[BlockRows * data.Classes.Count];
        for (var row = 0L; row < data.RowCount;)
        {
            var block = data.Features.Block(row, BlockRows);
            var part = probabilities.AsSpan(0, block.Count * data.Classes.Count);
            model.PredictProbabilities(block, part);
            for (var i = 0; i < block.Count; i++, row++)
            {
                if (!known.Contains(row))
                {
                    var (_, first, second) = StopSet.Best(part.Slice(i * data.Classes.Count, data.Classes.Count));
                    says.Add((first, second));
                }
            }
        }

        return says;
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
