namespace PluginAL.Engine.Measurement;

/// <summary>
/// The accuracy that a model is expected to have on rows whose labels nobody knows, from its confidence in them and from the labels that were asked
/// for: how often models were right about rows that they had not seen, where they were so or so sure. A logistic curve of the confidence's log-odds is
/// fitted to that (Platt 1999), held near the identity where labels are few, and the mean over the rows of what the curve says is the prediction.
/// </summary>
/// <remarks>
/// It rests on one assumption: that rows of equal confidence are right equally often, whether they were chosen or not. A strategy that chooses by
/// the model's confidence and spreads its choice over the pool keeps it nearly. The rows that are predicted must not have been chosen from.
/// <see cref="LabelledRisk"/> needs no such assumption, but known probabilities, and varies far more.
/// </remarks>
public static class PredictedAccuracy
{
    /// <summary>What the curve's start, the identity, weighs: as much as this many labels.</summary>
    private const double Prior = 1;

    /// <summary>Labels before anything is predicted.</summary>
    private const int Least = 20;

    /// <summary>Labels that are looked at: the latest, since models change. Half of them, but no fewer than this.</summary>
    private const int Latest = 100;

    /// <summary>Predicts.</summary>
    /// <param name="answers">For each label, in the order in which they came: what the model of its time was sure of, in [0, 1], and whether it was right.</param>
    /// <param name="confidences">The probability, in [0, 1], of the class that the model predicts for each row.</param>
    /// <returns>The expected accuracy, in [0, 1]; NaN with fewer than twenty answers, or without rows.</returns>
    public static double Of(IReadOnlyList<(double Confidence, bool IsCorrect)> answers, IReadOnlyCollection<double> confidences)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(confidences);
        if (answers.Count < Least || confidences.Count == 0)
        {
            return double.NaN;
        }

        var (slope, shift) = Calibrate(answers.Skip(answers.Count - Math.Max(Math.Min(Latest, answers.Count), answers.Count / 2)));
        return confidences.Average(confidence => Logistic((slope * LogOdds(confidence)) + shift));
    }

    /// <summary>Slope and shift of the curve: penalised maximum likelihood by Newton's method.</summary>
    private static (double Slope, double Shift) Calibrate(IEnumerable<(double Confidence, bool IsCorrect)> answers)
    {
        var points = answers.Select(answer => (X: LogOdds(answer.Confidence), Y: answer.IsCorrect ? 1.0 : 0)).ToArray();
        var (slope, shift) = (1.0, 0.0);
        for (var iteration = 0; iteration < 50; iteration++)
        {
            var (gs, gb, ss, sb, bb) = (Prior * (1 - slope), Prior * -shift, Prior, 0.0, Prior);
            foreach (var (x, y) in points)
            {
                var p = Logistic((slope * x) + shift);
                var weight = p * (1 - p);
                gs += (y - p) * x;
                gb += y - p;
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

    private static double LogOdds(double probability)
    {
        var p = Math.Clamp(probability, 1e-6, 1 - 1e-6);
        return Math.Log(p / (1 - p));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
