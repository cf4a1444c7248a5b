using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// Logistic regression with an L2 penalty: minimises ½‖W‖² + C·Σᵢ −ln p(yᵢ | xᵢ), p = softmax(xW + b) over the classes that
/// have labelled rows, the intercepts b without penalty. Two classes have one weight vector, p = 1 / (1 + exp(−x·w − b)),
/// penalised by ½‖w‖².
/// </summary>
/// <remarks>
/// Trained by Newton's method with truncated conjugate gradients (Lin, Weng and Keerthi 2008, "Trust region Newton method for large-scale
/// logistic regression"; here with a line search and a preconditioner), from the previous round's model where there is one. A product
/// with the Hessian costs O(n·D·K), sparse O(non-zeros·K); a fit takes some tens of them when it starts from the round before. The
/// arithmetic is in float32, the loss and long sums in double, in a fixed order and by one thread, so the same data, options and
/// previous model give the same bits on every machine.
/// </remarks>
[Learner("logistic", Gives = Signals.Probabilities, Summary = "Multinomial logistic regression with an L2 penalty.")]
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
        var rows = TrainingRows.Read(data, Name);
        var present = rows.Present;
        var scores = present.Length <= 2 ? 1 : present.Length;
        if (present.Length == 1)
        {
            return new LinearClassifier(
                Name, rows.Layout, rows.Width, data.ClassCount, present, [], new float[rows.Layout == FeatureLayout.Dense ? rows.Width : 0], [0f]);
        }

        var c = _options.C ?? (rows.Layout == FeatureLayout.Dense ? 1 : 10);
        var previous = _options.WarmStart && context.Previous is LinearClassifier { Learner: Name } model
            && model.Width == rows.Width && model.ClassCount == data.ClassCount && model.Layout == rows.Layout ? model : null;
        return rows.Layout == FeatureLayout.Dense
            ? FitDense(rows, data.ClassCount, scores, c, previous, context)
            : FitSparse(rows, data.ClassCount, scores, c, previous, context);
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

    private LinearClassifier FitDense(TrainingRows rows, int classCount, int scores, double c, LinearClassifier? previous, FitContext context)
    {
        var problem = new DenseProblem(rows.Packed, rows.Count, rows.Width, scores, rows.Labels, c);
        var stride = DenseProblem.Stride(rows.Width);
        var parameters = new float[problem.ParameterLength];
        var classes = rows.Present.Length;
        var start = Start.From(previous, rows.Present, scores);
        if (start is not null)
        {
            for (var d = 0; d <= rows.Width; d++)
            {
                var source = d < rows.Width ? previous!.Weights.Slice(d * start.Classes, start.Classes) : previous!.Intercepts;
                start.Read(source);
                for (var k = 0; k < scores; k++)
                {
                    parameters[k * stride + d] = start.Scores[k];
                }
            }
        }

        Solve(problem, parameters, context);
        var weights = new float[rows.Width * classes];
        var intercepts = new float[classes];
        for (var k = 0; k < scores; k++)
        {
            var to = scores == 1 ? 1 : k;
            for (var d = 0; d < rows.Width; d++)
            {
                weights[d * classes + to] = parameters[k * stride + d];
            }

            intercepts[to] = parameters[k * stride + rows.Width];
        }

        return new LinearClassifier(Name, FeatureLayout.Dense, rows.Width, classCount, rows.Present, [], weights, intercepts);
    }

    private LinearClassifier FitSparse(TrainingRows rows, int classCount, int scores, double c, LinearClassifier? previous, FitContext context)
    {
        var data = SparseRows.Pack(rows.Offsets, rows.Columns, rows.Packed, rows.Width);
        var problem = new SparseProblem(data, scores, rows.Labels, c);
        var stride = SparseProblem.Stride(scores);
        var parameters = new float[problem.ParameterLength];
        var classes = rows.Present.Length;
        var start = Start.From(previous, rows.Present, scores);
        if (start is not null)
        {
            for (var j = 0; j < data.Shared.Length; j++)
            {
                start.Read(previous!.WeightsOf(data.Shared[j]));
                start.Scores.CopyTo(parameters.AsSpan(j * stride));
            }

            for (var f = 0; f < data.FoldedRows.Length; f++)
            {
                var target = parameters.AsSpan((data.Shared.Length + f) * stride, scores);
                for (var m = data.FoldedStarts[f]; m < data.FoldedStarts[f + 1]; m++)
                {
                    start.Read(previous!.WeightsOf(data.FoldedColumns[m]));
                    var share = data.FoldedValues[m] / data.FoldedNorms[f];
                    for (var k = 0; k < scores; k++)
                    {
                        target[k] += share * start.Scores[k];
                    }
                }
            }

            start.Read(previous!.Intercepts);
            start.Scores.CopyTo(parameters.AsSpan(data.Width * stride));
        }

        Solve(problem, parameters, context);

        // Back to the data's columns, ascending.
        var count = data.Shared.Length + data.FoldedColumns.Length;
        var columns = new int[count];
        var order = new int[count];
        data.Shared.CopyTo(columns, 0);
        data.FoldedColumns.CopyTo(columns, data.Shared.Length);
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        var fold = new int[data.FoldedColumns.Length];
        for (var f = 0; f < data.FoldedRows.Length; f++)
        {
            fold.AsSpan(data.FoldedStarts[f]..data.FoldedStarts[f + 1]).Fill(f);
        }

        Array.Sort(columns, order);
        var weights = new float[count * classes];
        for (var i = 0; i < count; i++)
        {
            var from = order[i];
            var share = 1f;
            if (from >= data.Shared.Length)
            {
                var member = from - data.Shared.Length;
                share = data.FoldedValues[member] / data.FoldedNorms[fold[member]];
                from = data.Shared.Length + fold[member];
            }

            for (var k = 0; k < scores; k++)
            {
                weights[i * classes + (scores == 1 ? 1 : k)] = share * parameters[from * stride + k];
            }
        }

        var intercepts = new float[classes];
        for (var k = 0; k < scores; k++)
        {
            intercepts[scores == 1 ? 1 : k] = parameters[data.Width * stride + k];
        }

        return new LinearClassifier(Name, FeatureLayout.Sparse, rows.Width, classCount, rows.Present, columns, weights, intercepts);
    }

    private void Solve(LogisticProblem problem, float[] parameters, FitContext context)
    {
        var result = NewtonSolver.Minimise(problem, parameters, _options.Tolerance, _options.Iterations, context.Cancellation);
        if (!result.Converged)
        {
            context.Log.Warning(
                FormattableString.Invariant($"Training ended after {result.Iterations} steps short of the tolerance: another was expected to ")
                + FormattableString.Invariant($"lower the objective of {result.Objective:g4} by {result.Decrease:g3}. ")
                + "Raise 'iterations', lower 'c', or scale the columns.");
        }
    }

    /// <summary>Maps the scores of an earlier model's classes to those of this one's.</summary>
    private sealed class Start
    {
        private readonly int[] _from;
        private readonly bool _binary;

        private Start(int[] from, int classes, bool binary)
        {
            _from = from;
            Classes = classes;
            _binary = binary;
            Scores = new float[binary ? 1 : from.Length];
        }

        public int Classes { get; }

        public float[] Scores { get; }

        public static Start? From(LinearClassifier? previous, int[] present, int scores)
        {
            if (previous is null || previous.PresentClasses.Length < 2)
            {
                return null;
            }

            var from = new int[present.Length];
            for (var k = 0; k < present.Length; k++)
            {
                from[k] = previous.PresentClasses.BinarySearch(present[k]);
            }

            return new Start(from, previous.PresentClasses.Length, scores == 1);
        }

        /// <summary>Fills <see cref="Scores"/> from one row of weights: differences for two classes, else centred.</summary>
        public void Read(ReadOnlySpan<float> weights)
        {
            if (weights.IsEmpty)
            {
                Array.Clear(Scores);
                return;
            }

            if (_binary)
            {
                Scores[0] = (_from[1] >= 0 ? weights[_from[1]] : 0) - (_from[0] >= 0 ? weights[_from[0]] : 0);
                return;
            }

            // A class that is new starts at the mean of the others, which is zero.
            float sum = 0;
            var known = 0;
            foreach (var k in _from)
            {
                sum += k >= 0 ? weights[k] : 0;
                known += k >= 0 ? 1 : 0;
            }

            var mean = known == 0 ? 0 : sum / known;
            for (var k = 0; k < _from.Length; k++)
            {
                Scores[k] = _from[k] >= 0 ? weights[_from[k]] - mean : 0;
            }
        }
    }
}
