using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// The accuracy that a model is expected to have on rows whose labels nobody knows: from its probabilities for them, and from how often models were
/// right about labelled rows that they had not learned from (<see cref="CorrectnessCurve"/>, whose mean over the rows is the prediction).
/// </summary>
/// <remarks>
/// It rests on one assumption: that rows of equal probabilities are right equally often among those drawn evenly and those predicted. It needs rows that
/// were drawn evenly, the more the better (<see cref="SessionOptions.Exploration"/>), and the rows that are predicted must not be ones to choose from.
/// The interval is Gaussian in the log-odds of the accuracy; it knows that labels and rows are few, not that the rows may be of another kind than the pool's.
/// A model that has not learned from a row lacks what a strategy would have asked about in its stead; it is less sure of it too, which mends most of that: at the
/// last of many labels predictions were in the mean of seeds 2.0 points too low on sst2, and within 1.0 on eight other sets. <see cref="LabelledRisk"/> asks of the pool what this asks of rows without labels.
/// </remarks>
internal static class PredictedAccuracy
{
    /// <summary>Many, so that each model has nearly all labels: with ten, predictions were a point or two too low where many labels are still needed.</summary>
    private const int Folds = 20;

    /// <summary>Answers before anything is predicted.</summary>
    private const int Least = 20;

    /// <summary>
    /// By how much squared errors exceeded what the curve alone would have, in the mean of runs on nine real sets: not at all on most, to twice on those
    /// whose test part has another mix of rows than the pool.
    /// </summary>
    private const double Dispersion = 1.3;

    /// <summary>The standard normal's 97.5 % quantile.</summary>
    public const double Quantile = 1.959964;

    /// <summary>Predicts the accuracy on rows that a model has looked at.</summary>
    /// <param name="answers">What models said of labelled rows.</param>
    /// <param name="rows">What the model says of the rows: the probabilities of its first and of its second class.</param>
    /// <returns>The accuracy expected; anything from 0 to 1 with fewer than twenty answers, or without rows.</returns>
    public static AccuracyPrediction Of(IReadOnlyCollection<UnseenAnswer> answers, IReadOnlyCollection<(double First, double Second)> rows)
    {
        if (answers.Count < Least || rows.Count == 0)
        {
            return new AccuracyPrediction(null, 0, 1, rows.Count == 0 ? "there are no rows to predict" : $"{answers.Count} labels tell nothing yet; at least {Least} are needed");
        }

        var (share, ofAnswers, ofRows) = new CorrectnessCurve(answers).Over(rows);
        var (centre, scale) = (Math.Log(share / (1 - share)), share * (1 - share));

        // Half a row wrong is the least: with fewer, the log-odds of what comes of so many rows would vary without end.
        ofRows *= scale / Math.Max(scale, 0.5 / rows.Count);
        var reach = Quantile * Math.Sqrt(Dispersion * (ofAnswers + ofRows)) / scale;
        var (low, high) = (1 / (1 + Math.Exp(reach - centre)), 1 / (1 + Math.Exp(-reach - centre)));

        // Where nearly all is right the curve knows little of how steep it is, and its interval would be useless; the rows drawn evenly tell enough by themselves.
        low = Math.Min(share, Math.Max(low, EvenLow(answers.Where(answer => answer.IsRandom).ToArray(), rows.Count)));
        if ((high - low) / 2 <= AccuracyPrediction.Near)
        {
            return new AccuracyPrediction(share, low, high, null);
        }

        // As many labels drawn evenly as bring a share's variance, share (1 − share) / n, from what it is to what is left for it.
        var room = (Math.Pow(scale * ReachOf(AccuracyPrediction.Near, centre) / Quantile, 2) / Dispersion) - ofRows;
        var more = scale * ((1 / room) - (1 / ofAnswers));
        return new AccuracyPrediction(share, low, high, FormattableString.Invariant($"wider than {AccuracyPrediction.Near} on either side; ")
            + (room <= 0
                ? $"{rows.Count} rows to predict are too few for it at such an accuracy"
                : FormattableString.Invariant($"about {Round(more)} more labels drawn evenly would mend it (--explore)")));
    }

    /// <summary>What models say of a session's labelled rows that they did not learn from.</summary>
    /// <param name="session">The session.</param>
    /// <param name="data">Its data.</param>
    /// <param name="learner">Its learner.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    public static List<UnseenAnswer> Answers(
        ActiveLearningSession session, LearningData data, PluginInstance<ILearner> learner, IPluginLog log, CancellationToken cancellation)
    {
        var all = session.CandidateCount + session.History.Count;
        var even = session.History.Where((past, i) => IsEven(past, all - i)).Select(past => past.Row).ToHashSet();
        var (rows, labels) = (session.LabelledRows, session.Labels.Select(label => ((ClassLabel)label).Class).ToArray());
        var said = rows.Count < 2 ? [] : HeldOut.Predict(data, learner, rows, labels, Folds, log, cancellation);
        return [.. said.Select((one, i) => new UnseenAnswer(one.First, one.Second, one.Class == labels[i], even.Contains(rows[i])))];
    }

    /// <summary>Whether a row was drawn evenly from those left: it is then as likely as each of them, by whatever share of the draws; one that was chosen is far likelier, or nobody knows.</summary>
    public static bool IsEven(PastSelection past, long left) => past.Probability * left <= 1 + 1e-9;

    /// <summary>How far an interval around <paramref name="centre"/> reaches in log-odds where its ends, as shares, are 2 · <paramref name="half"/> apart.</summary>
    private static double ReachOf(double half, double centre)
    {
        // They are sinh(reach) / (cosh(centre) + cosh(reach)) apart, which is a quadratic equation in exp(reach).
        var apart = 2 * half;
        var bend = apart * Math.Cosh(centre);
        return Math.Log((bend + Math.Sqrt((bend * bend) + 1 - (apart * apart))) / (1 - apart));
    }

    /// <summary>The lower end of Wilson's interval (1927) for the share of rows that are right, from answers of as many held out: models of fewer labels, so right no more often.</summary>
    private static double EvenLow(UnseenAnswer[] even, int rows)
    {
        if (even.Length == 0)
        {
            return 0;
        }

        var count = 1 / ((1.0 / even.Length) + (1.0 / rows));
        var (right, square) = ((double)even.Count(answer => answer.IsCorrect) / even.Length, Quantile * Quantile / count);
        return (right + (square / 2) - Math.Sqrt(square * ((right * (1 - right)) + (square / 4)))) / (1 + square);
    }

    /// <summary>Two digits, upwards: it is a rough number.</summary>
    private static double Round(double count)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, count))) - 1));
        return Math.Ceiling(count / unit) * unit;
    }
}
