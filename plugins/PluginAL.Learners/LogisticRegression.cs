using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// Logistic regression with an L2 penalty: minimises ½‖W‖² + C·Σᵢ −ln p(yᵢ | xᵢ), p = softmax(xW + b) over the classes that
/// have labelled rows, the intercepts b without penalty. Two classes have one weight vector, p = 1 / (1 + exp(−x·w − b)),
/// penalised by ½‖w‖². Of labels that exclude each other not (<see cref="LearningTask.MultiLabel"/>) each is such a problem of two classes by itself: binary
/// relevance (Tsoumakas and Katakis 2007, "Multi-label classification: an overview"). A label that all n labelled rows have, or none, gets the
/// constant (n + 1) / (n + 2) or 1 / (n + 2).
/// </summary>
/// <remarks>
/// Trained by Newton's method with truncated conjugate gradients (Lin, Weng and Keerthi 2008, "Trust region Newton method for large-scale
/// logistic regression"; here with a line search and a preconditioner), from the previous round's model where there is one. A product
/// with the Hessian costs O(n·D·K), sparse O(non-zeros·K); a fit takes some tens of them when it starts from the round before. The
/// arithmetic is in float32, the loss and long sums in double, in a fixed order and by one thread, so the same data, options and
/// previous model give the same bits on every machine.
/// </remarks>
[Learner(
    "logistic", Gives = Signals.Probabilities | Signals.LabelProbabilities,
    Summary = "Logistic regression with an L2 penalty: multinomial for classes, one for each label of a multi-label task.")]
public sealed class LogisticRegression : ILearner
{
    private const string Name = "logistic";
    private readonly LogisticRegressionOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option is out of range.</exception>
    public LogisticRegression(LogisticRegressionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check("c", options.C ?? 1, double.Epsilon, 1e9);
        Check("tolerance", options.Tolerance, 1e-12, 0.01);
        Check("iterations", options.Iterations, 1, 100_000);
        _options = options;
    }

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        return data.Task == LearningTask.MultiLabel ? FitLabels(data, context) : FitClasses(data, context);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => LinearModelFile.Read(stream, Name);

    private static void Check(string option, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw PluginALException.Usage(
                FormattableString.Invariant($"Option '{option}' of '{Name}' is {value}; give a number from {least:g3} to {most:g3}."));
        }
    }

    private LinearClassifier FitClasses(TrainingSet data, FitContext context)
    {
        var rows = TrainingRows.Read(data, Name);
        var present = rows.Present;
        if (present.Length == 1)
        {
            var none = new float[rows.Layout == FeatureLayout.Dense ? rows.Width : 0];
            return new LinearClassifier(Name, data.ClassCount, present, new LinearWeights(rows.Layout, rows.Width, [], none, [0f]));
        }

        var previous = _options.WarmStart && context.Previous is LinearClassifier { Learner: Name } model
            && model.Width == rows.Width && model.ClassCount == data.ClassCount && model.Layout == rows.Layout ? model : null;
        var fit = LogisticFit.Over(rows);
        var (weights, intercepts) = (fit.Weights(present.Length), new float[present.Length]);
        var scores = present.Length == 2 ? 1 : present.Length;
        Solve(fit, scores, rows.Labels, EarlierScores.OfClasses(previous, present), weights, intercepts, scores == 1 ? 1 : 0, context);
        return new LinearClassifier(
            Name, data.ClassCount, present, new LinearWeights(rows.Layout, rows.Width, fit.Columns, weights, intercepts));
    }

    /// <summary>Binary relevance: each label by itself, over the same packed rows.</summary>
    private LinearLabelClassifier FitLabels(TrainingSet data, FitContext context)
    {
        var rows = TrainingRows.ReadFeatures(data.Features, Name);
        var labels = LabelColumns(data);
        var previous = _options.WarmStart && context.Previous is LinearLabelClassifier { Learner: Name } model
            && model.Width == rows.Width && model.LabelCount == data.ClassCount && model.Layout == rows.Layout ? model : null;
        var fit = LogisticFit.Over(rows);
        var (weights, intercepts) = (fit.Weights(labels.Length), new float[labels.Length]);
        for (var label = 0; label < labels.Length; label++)
        {
            var positive = labels[label].Sum();
            if (positive == 0 || positive == rows.Count)
            {
                // Laplace's rule of succession: p = (positive + 1) / (n + 2).
                intercepts[label] = (float)((positive == 0 ? -1 : 1) * Elementary.Log(rows.Count + 1));
                continue;
            }

            var start = previous is null ? null : EarlierScores.OfLabel(previous, label);
            Solve(fit, 1, labels[label], start, weights, intercepts, label, context);
        }

        return new LinearLabelClassifier(Name, new LinearWeights(rows.Layout, rows.Width, fit.Columns, weights, intercepts));
    }

    /// <summary>For each label n zeros and ones.</summary>
    private static int[][] LabelColumns(TrainingSet data)
    {
        if (data.ClassCount < 1)
        {
            throw PluginALException.Input($"'{Name}' was given rows with labels of an empty list; name the labels.");
        }

        var columns = new int[data.ClassCount][];
        for (var label = 0; label < columns.Length; label++)
        {
            columns[label] = new int[data.Labels.Count];
        }

        for (var row = 0; row < data.Labels.Count; row++)
        {
            if (data.Labels[row] is not MultiLabel several)
            {
                throw PluginALException.Input($"'{Name}' found {data.Labels[row]} in row {row} of a {data.Task} training set; it needs labels of that kind.");
            }

            foreach (var label in several.Classes)
            {
                if ((uint)label >= (uint)columns.Length)
                {
                    throw PluginALException.Input($"'{Name}' found label {label} in row {row} of the training set; the labels are 0 to {columns.Length - 1}.");
                }

                columns[label][row] = 1;
            }
        }

        return columns;
    }

    private void Solve(
        LogisticFit fit, int scores, int[] labels, EarlierScores? start, float[] weights, float[] intercepts, int to, FitContext context)
    {
        var problem = fit.Problem(scores, labels, _options.C ?? (fit is DenseFit ? 1 : 10));
        var parameters = new float[problem.ParameterLength];
        if (start is not null)
        {
            fit.Start(start, parameters);
        }

        var result = NewtonSolver.Minimise(problem, parameters, _options.Tolerance, _options.Iterations, context.Cancellation);
        if (!result.Converged)
        {
            context.Log.Warning(
                FormattableString.Invariant($"Training ended after {result.Iterations} steps short of the tolerance: another was expected to ")
                + FormattableString.Invariant($"lower the objective of {result.Objective:g4} by {result.Decrease:g3}. ")
                + "Raise 'iterations', lower 'c', or scale the columns.");
        }

        fit.Store(parameters, scores, weights, intercepts, to);
    }
}
