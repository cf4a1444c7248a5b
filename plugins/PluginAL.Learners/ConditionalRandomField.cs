using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// A conditional random field over a linear chain (Lafferty, McCallum and Pereira 2001): minimises ½‖θ‖² + C·Σᵢ −ln p(yᵢ | xᵢ), where a path's score is
/// Σₜ (xₜ·w(yₜ) + b(yₜ)) + Σₜ transition(yₜ₋₁, yₜ) + start(y₁) + end(y_T), over the tags that labelled tokens have.
/// </summary>
/// <remarks>
/// Trained by L-BFGS with the exact gradient (Sha and Pereira 2003, "Shallow parsing with conditional random fields"), from the previous round's model where there is one, in double, by one
/// thread and in a fixed order: the same data, options and previous model give the same bits on every machine. An evaluation costs O(non-zeros · K + tokens · K²); a fit takes some
/// tens to a few hundreds. Columns that occur in one token only are folded into one, which changes nothing but the time.
/// </remarks>
[Learner("crf", Gives = Signals.TokenMarginals, Summary = "A linear-chain conditional random field with an L2 penalty.")]
public sealed class ConditionalRandomField : ILearner
{
    private const string Name = "crf";
    private readonly ConditionalRandomFieldOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option is out of range.</exception>
    public ConditionalRandomField(ConditionalRandomFieldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.C > 0 && options.C <= 1e9 && options.Paths is >= 1 and <= 100 && options.Tolerance >= 1e-12 && options.Tolerance <= 0.01 && options.Iterations >= 1))
        {
            throw PluginALException.Usage(
                FormattableString.Invariant($"'{Name}' was given c {options.C}, paths {options.Paths}, tolerance {options.Tolerance} and iterations {options.Iterations}; ")
                + "give a c above 0 to 1e9, 1 to 100 paths, a tolerance from 1e-12 to 0.01 and at least 1 iteration.");
        }

        _options = options;
    }

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var tokens = TrainingTokens.Read(data, Name, context.Cancellation);
        var objective = new ChainObjective(tokens, _options.C, context.Cancellation);
        var parameters = new double[objective.Length];
        if (_options.WarmStart && context.Previous is ChainTagger { Learner: Name } previous
            && previous.Width == tokens.Width && previous.TagCount == tokens.TagCount && previous.Linear.Layout == tokens.Layout)
        {
            Start(parameters, objective, tokens, previous);
        }

        var result = Lbfgs.Minimise(objective.Evaluate, parameters, _options.Tolerance, _options.Iterations, context.Cancellation);
        if (!result.Converged)
        {
            context.Log.Warning(
                FormattableString.Invariant($"Training ended after {result.Iterations} steps short of the tolerance, at an objective of {result.Value:g4}. ")
                + "Raise 'iterations', lower 'c', or scale the columns.");
        }

        return Model(parameters, objective, tokens);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => ChainTaggerFile.Read(stream, Name);

    private ChainTagger Model(double[] parameters, ChainObjective objective, TrainingTokens tokens)
    {
        var (k, stride, folded) = (tokens.Present.Length, objective.Stride, objective.Folded);
        var weights = new float[tokens.Columns.Length * k];
        for (var column = 0; column < tokens.Columns.Length; column++)
        {
            for (var j = 0; j < k; j++)
            {
                weights[(column * k) + j] = (float)(folded.Share[column] * parameters[(folded.Row[column] * stride) + j]);
            }
        }

        var transitions = new float[k * k];
        for (var i = 0; i < k; i++)
        {
            Floats(objective.Transitions + (i * stride)).CopyTo(transitions, i * k);
        }

        var linear = new LinearWeights(
            tokens.Layout, tokens.Width, tokens.Layout == FeatureLayout.Dense ? [] : tokens.Columns, weights, Floats(objective.Intercepts));
        return new ChainTagger(Name, tokens.TagCount, tokens.Present, _options.Paths, linear, transitions, Floats(objective.Start), Floats(objective.End), 0);

        float[] Floats(int at) => Array.ConvertAll(parameters[at..(at + k)], value => (float)value);
    }

    /// <summary>Writes an earlier model's numbers where this one's tags and columns have them; what is new starts at 0.</summary>
    private static void Start(double[] parameters, ChainObjective objective, TrainingTokens tokens, ChainTagger previous)
    {
        var (stride, folded, earlier) = (objective.Stride, objective.Folded, previous.Linear.Outputs);
        var from = Array.ConvertAll(tokens.Present, tag => previous.PresentTags.BinarySearch(tag));
        for (var column = 0; column < tokens.Columns.Length; column++)
        {
            Add(folded.Row[column] * stride, previous.Linear.Of(tokens.Columns[column]), folded.Share[column]);
        }

        Add(objective.Intercepts, previous.Linear.Intercepts, 1);
        Add(objective.Start, previous.Start, 1);
        Add(objective.End, previous.End, 1);
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] >= 0)
            {
                Add(objective.Transitions + (i * stride), previous.Transitions.AsSpan(from[i] * earlier, earlier), 1);
            }
        }

        void Add(int at, ReadOnlySpan<float> values, double share)
        {
            for (var j = 0; j < from.Length && !values.IsEmpty; j++)
            {
                parameters[at + j] += from[j] >= 0 ? share * values[from[j]] : 0;
            }
        }
    }
}
