using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// The accuracy that a model is expected to have on rows like those of the pool, from the session's labels and nothing else, however they were chosen.
/// Labels tell how often a model is right where it is so or so sure: each is predicted by a model trained on the other folds, and a logistic curve
/// of the confidence's log-odds is fitted to the hits (Platt 1999), held near the identity where labels are few. The curve then corrects the
/// model's confidences over the pool, whose mean is the prediction; labelled rows count as their folds found them.
/// </summary>
/// <remarks>
/// It rests on one assumption: that rows of equal confidence are right equally often, chosen or not. Strategies that choose by confidence and
/// spread over the pool keep it nearly; <see cref="LabelledRisk"/> needs no such assumption, but known probabilities, and varies far more.
/// </remarks>
public static class PredictedAccuracy
{
    private const int Folds = 10;

    /// <summary>Rows of the pool that are looked at, at most.</summary>
    private const int MaxRows = 20_000;

    /// <summary>What the curve's start, the identity, weighs: as much as this many labels.</summary>
    private const double Prior = 1;

    /// <summary>Predicts the accuracy of the session's model.</summary>
    /// <param name="session">The session, fitted.</param>
    /// <param name="data">The session's data.</param>
    /// <param name="learner">The session's learner.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>
    /// The prediction, and what it is of: the same mean with the truth in place of the curve, NaN where the data do not tell it. Null where there are
    /// fewer than twenty labels or no classifier.
    /// </returns>
    public static AccuracyPrediction? Of(
        ActiveLearningSession session, LearningData data, PluginInstance<ILearner> learner, IPluginLog log, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(learner);
        var labels = session.LabelledRows.Zip(session.Labels).DistinctBy(pair => pair.First).ToArray();
        if (labels.Length < 2 * Folds || session.Model is not IClassifier model)
        {
            return null;
        }

        var held = HeldOut.Of(
            data, learner, [.. labels.Select(pair => pair.First)], [.. labels.Select(pair => ((ClassLabel)pair.Second).Class)], Folds, log, cancellation);
        var (slope, shift) = Calibrate(held);
        var rest = RowSet.AllExcept(data.RowCount, [.. labels.Select(pair => pair.First).Order()]);
        long[] rows = rest.Count == 0 ? [] : [.. RandomDraw.Draw(rest, (int)Math.Min(MaxRows, rest.Count), new RandomSource(0, "predicted-accuracy")).Select(row => row.Row).Order()];
        var said = HeldOut.Predict(model, RowGatherer.Gather(data.Features, rows), rows.Length, data.Classes.Count);
        var hits = held.Count(one => one.IsCorrect);
        var truths = rows.Select(row => data.Truth(row) as ClassLabel).ToArray();
        return new AccuracyPrediction(
            Mean(said.Sum(one => Logistic((slope * LogOdds(one.Confidence)) + shift))),
            truths.Contains(null) ? double.NaN : Mean(said.Zip(truths).Count(pair => pair.First.Class == pair.Second!.Class)));

        // The rows that were looked at stand for all without a label.
        double Mean(double sum) => (hits + (rows.Length == 0 ? 0 : sum / rows.Length * rest.Count)) / data.RowCount;
    }

    /// <summary>Slope and shift of the curve: penalised maximum likelihood by Newton's method.</summary>
    internal static (double Slope, double Shift) Calibrate(IReadOnlyCollection<HeldOut> held)
    {
        var (slope, shift) = (1.0, 0.0);
        for (var iteration = 0; iteration < 50; iteration++)
        {
            var (gs, gb, ss, sb, bb) = (Prior * (1 - slope), Prior * -shift, Prior, 0.0, Prior);
            foreach (var (confidence, isCorrect) in held)
            {
                var x = LogOdds(confidence);
                var p = Logistic((slope * x) + shift);
                var (error, weight) = ((isCorrect ? 1 : 0) - p, p * (1 - p));
                gs += error * x;
                gb += error;
                ss += weight * x * x;
                sb += weight * x;
                bb += weight;
            }

            var determinant = (ss * bb) - (sb * sb);
            var (ds, db) = (((bb * gs) - (sb * gb)) / determinant, ((ss * gb) - (sb * gs)) / determinant);
            slope += Math.Clamp(ds, -1, 1);
            shift += Math.Clamp(db, -1, 1);
            if (Math.Abs(ds) + Math.Abs(db) < 1e-9)
            {
                break;
            }
        }

        return (slope, shift);
    }

    private static double LogOdds(double probability) => Math.Clamp(probability, 1e-6, 1 - 1e-6) is var p ? Math.Log(p / (1 - p)) : 0;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
