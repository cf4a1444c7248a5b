using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// The accuracy that a model is expected to have on rows whose labels nobody knows: from its probabilities for them, and from how often models were
/// right about labelled rows that they had not learned from. The chance that a prediction is right follows a logistic curve
/// (as Platt 1999) of the log-odds of the first class and of the logarithm of its ratio to the second; the curve's mean over the rows is the prediction.
/// </summary>
/// <remarks>
/// It rests on one assumption: that rows of equal probabilities are right equally often, whether they were chosen or not. What keeps it from
/// harm are rows that were drawn evenly, the more the better (<see cref="SessionOptions.Exploration"/>): chosen ones tell little of what the model is
/// sure of. The rows that are predicted must not be ones to choose from. <see cref="LabelledRisk"/> needs no such assumption, and varies far more.
/// </remarks>
internal static class PredictedAccuracy
{
    private const int Folds = 5;

    /// <summary>Answers before anything is predicted.</summary>
    private const int Least = 20;

    /// <summary>Of the chosen rows the later half count, since models change, but no fewer than this.</summary>
    private const int Latest = 100;

    /// <summary>What the curve starts from: half of each signal, which for two classes is the model's own probability.</summary>
    private static readonly double[] Start = [0.5, 0.5, 0];

    /// <summary>Predicts the accuracy on rows that a model has looked at.</summary>
    /// <param name="answers">What models said of labelled rows, in the order in which the labels came.</param>
    /// <param name="rows">What the model says of the rows: the probabilities of its first and of its second class.</param>
    /// <returns>The expected accuracy, in [0, 1]; NaN with fewer than twenty answers, or without rows.</returns>
    public static double Of(IReadOnlyList<UnseenAnswer> answers, IReadOnlyCollection<(double First, double Second)> rows)
    {
        var chosen = answers.Where(answer => !answer.IsRandom).ToList();
        var late = chosen.Skip(chosen.Count - Math.Max(Math.Min(Latest, chosen.Count), chosen.Count / 2));
        if (answers.Count < Least || rows.Count == 0)
        {
            return double.NaN;
        }

        var weights = Fit([.. late.Concat(answers.Where(answer => answer.IsRandom)).Select(answer => (Signals(answer.First, answer.Second), answer.IsCorrect ? 1.0 : 0))]);
        return rows.Average(row => Chance(weights, Signals(row.First, row.Second)));
    }

    /// <summary>
    /// What models said of a session's labelled rows. Chosen rows as the model that chose them saw them: its probabilities are what it chose by. Rows
    /// drawn evenly as models see them that learned from all labels but those of a fold of such rows.
    /// </summary>
    /// <param name="session">The session, fitted.</param>
    /// <param name="data">Its data.</param>
    /// <param name="learner">Its learner.</param>
    /// <param name="asked">The chosen rows, in order.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    public static List<UnseenAnswer> Answers(
        ActiveLearningSession session, LearningData data, PluginInstance<ILearner> learner, IEnumerable<AskedRow> asked, IPluginLog log, CancellationToken cancellation)
    {
        var labels = new Dictionary<long, int>();
        foreach (var (row, label) in session.LabelledRows.Zip(session.Labels))
        {
            labels[row] = ((ClassLabel)label).Class;
        }

        // An even draw among many rows has a small probability; a strategy's own choice a large one, or none that is known.
        long[] even = [.. session.History.Where(past => past.Probability < 0.5 && labels.ContainsKey(past.Row)).Select(past => past.Row).Distinct()];
        var isEven = even.ToHashSet();
        var answers = asked.Where(row => labels.ContainsKey(row.Row) && !isEven.Contains(row.Row))
            .Select(row => new UnseenAnswer(row.First, row.Second, row.Class == labels[row.Row], false)).ToList();
        for (var fold = 0; fold < Folds && even.Length >= Folds; fold++)
        {
            long[] held = [.. even.Where((_, i) => i % Folds == fold).Order()];
            long[] kept = [.. labels.Keys.Except(held).Order()];
            if (kept.Length == 0)
            {
                continue;
            }

            var set = new TrainingSet(RowGatherer.Gather(data.Features, kept), [.. kept.Select(row => labels[row])], data.Classes.Count);
            var model = learner.FitClassifier(set, new FitContext { Log = log, Cancellation = cancellation });
            var said = StopSet.Predicted(model, RowGatherer.Gather(data.Features, held), held.Length, data.Classes.Count);
            answers.AddRange(held.Zip(said, (row, one) => new UnseenAnswer(one.First, one.Second, one.Class == labels[row], true)));
        }

        return answers;
    }

    /// <summary>The curve's weights: maximum likelihood by Newton's method, with a normal prior of variance 1 around the start.</summary>
    private static double[] Fit(IReadOnlyList<(double[] X, double Y)> points)
    {
        var weights = Start.ToArray();
        for (var iteration = 0; iteration < 50; iteration++)
        {
            var gradient = Start.Zip(weights, (start, weight) => start - weight).ToArray();
            double[][] curvature = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
            foreach (var (x, y) in points)
            {
                var p = Chance(weights, x);
                for (var i = 0; i < x.Length; i++)
                {
                    gradient[i] += (y - p) * x[i];
                    for (var j = 0; j < x.Length; j++)
                    {
                        curvature[i][j] += p * (1 - p) * x[i] * x[j];
                    }
                }
            }

            var step = Solve(curvature, gradient);
            weights = [.. weights.Zip(step, (weight, change) => weight + Math.Clamp(change, -1, 1))];
            if (step.Sum(Math.Abs) < 1e-9)
            {
                break;
            }
        }

        return weights;
    }

    /// <summary>Gauss's elimination for a positive definite matrix, in place.</summary>
    private static double[] Solve(double[][] matrix, double[] right)
    {
        for (var pivot = 0; pivot < right.Length; pivot++)
        {
            for (var row = 0; row < right.Length; row++)
            {
                var factor = row == pivot ? 0 : matrix[row][pivot] / matrix[pivot][pivot];
                for (var column = pivot; column < right.Length; column++)
                {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }

                right[row] -= factor * right[pivot];
            }
        }

        return [.. right.Select((value, i) => value / matrix[i][i])];
    }

    private static double[] Signals(double first, double second)
    {
        var p = Math.Clamp(first, 1e-6, 1 - 1e-6);
        return [Math.Log(p / (1 - p)), Math.Log(p / Math.Max(second, 1e-6)), 1];
    }

    private static double Chance(double[] weights, double[] signals) =>
        1 / (1 + Math.Exp(-((weights[0] * signals[0]) + (weights[1] * signals[1]) + (weights[2] * signals[2]))));
}
