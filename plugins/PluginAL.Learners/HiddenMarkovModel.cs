using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// A hidden Markov model (Rabiner 1989) whose tags emit a token's features as multinomial naive Bayes does: ln P(x | k) = Σⱼ xⱼ ln((N_kj + α) / Σₘ(N_km + α)), N_kj being the sum of column j over
/// the tokens of tag k; transitions, starts and ends by relative frequency with smoothing. Fitted in one pass, in closed form. A word that was never seen is known by those of its
/// features that were: its affixes and shape.
/// </summary>
/// <remarks>Features must not be negative. An earlier model is not used. O(non-zeros + columns that occur × K). The same data give the same bits on every machine.</remarks>
[Learner("hmm", Gives = Signals.TokenMarginals, Summary = "A hidden Markov model with naive Bayes emissions, fitted in one pass.")]
public sealed class HiddenMarkovModel : ILearner
{
    private const string Name = "hmm";
    private const double LeastAlpha = 1e-10;
    private readonly HiddenMarkovModelOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option is out of range.</exception>
    public HiddenMarkovModel(HiddenMarkovModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Alpha >= 0 && options.Alpha <= 1e9 && options.TransitionAlpha >= 0 && options.TransitionAlpha <= 1e9) || options.Paths is < 1 or > 100
            || !Enum.IsDefined(options.Weight))
        {
            throw PluginALException.Usage(
                FormattableString.Invariant($"'{Name}' was given alpha {options.Alpha}, transition-alpha {options.TransitionAlpha}, weight {options.Weight} and paths {options.Paths}; ")
                + "give finite numbers from 0, sum, root or mean, and 1 to 100 paths.");
        }

        _options = options;
    }

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var tokens = TrainingTokens.Read(data, Name, context.Cancellation);
        RefuseNegative(tokens);
        context.Cancellation.ThrowIfCancellationRequested();
        var (transitions, start, end) = Chain(tokens);
        var power = _options.Weight switch { EmissionWeight.Mean => 1f, EmissionWeight.Root => 0.5f, _ => 0f };
        return new ChainTagger(Name, tokens.TagCount, tokens.Present, _options.Paths, Emissions(tokens), transitions, start, end, power);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => ChainTaggerFile.Read(stream, Name);

    private static void RefuseNegative(TrainingTokens tokens)
    {
        for (var e = 0; e < tokens.Values.Length; e++)
        {
            if (tokens.Values[e] < 0)
            {
                throw PluginALException.Input(
                    FormattableString.Invariant($"'{Name}' found {tokens.Values[e]} in column {tokens.Columns[tokens.Slots[e]]} of the training set's tokens; it counts, so features ")
                    + "must not be negative. Give the tokens of a text, or choose 'crf'.");
            }
        }
    }

    private LinearWeights Emissions(TrainingTokens tokens)
    {
        var (k, alpha) = (tokens.Present.Length, Math.Max(_options.Alpha, LeastAlpha));
        var counts = new double[tokens.Columns.Length * k];
        for (var token = 0; token < tokens.TokenCount; token++)
        {
            for (var e = tokens.Starts[token]; e < tokens.Starts[token + 1]; e++)
            {
                counts[(tokens.Slots[e] * k) + tokens.Tags[token]] += tokens.Values[e];
            }
        }

        var totals = new double[k];
        for (var i = 0; i < counts.Length; i++)
        {
            totals[i % k] += counts[i];
        }

        // ln α of every entry is left out of all: of a token's features it is the same for each tag.
        var logAlpha = Elementary.Log(alpha);
        for (var j = 0; j < k; j++)
        {
            totals[j] = Elementary.Log(totals[j] + (alpha * tokens.Width)) - logAlpha;
        }

        var weights = new float[counts.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(Elementary.Log(counts[i] + alpha) - logAlpha - totals[i % k]);
        }

        return new LinearWeights(
            tokens.Layout, tokens.Width, tokens.Layout == FeatureLayout.Dense ? [] : tokens.Columns, weights, new float[k],
            tokens.Layout == FeatureLayout.Dense ? null : Array.ConvertAll(totals, total => (float)-total));
    }

    private (float[] Transitions, float[] Start, float[] End) Chain(TrainingTokens tokens)
    {
        // From each tag to each tag or to the end; and from the beginning to each tag.
        var k = tokens.Present.Length;
        var (from, start) = (new double[k * (k + 1)], new double[k]);
        for (var i = 0; i + 1 < tokens.Sequences.Length; i++)
        {
            var tags = tokens.Tags.AsSpan(tokens.Sequences[i]..tokens.Sequences[i + 1]);
            for (var t = 0; t < tags.Length; t++)
            {
                start[tags[t]] += t == 0 ? 1 : 0;
                from[(tags[t] * (k + 1)) + (t + 1 < tags.Length ? tags[t + 1] : k)]++;
            }
        }

        Normalise(start);
        for (var i = 0; i < k; i++)
        {
            Normalise(from.AsSpan(i * (k + 1), k + 1));
        }

        return (
            [.. from.Where((_, i) => i % (k + 1) < k).Select(value => (float)value)],
            Array.ConvertAll(start, value => (float)value),
            [.. from.Where((_, i) => i % (k + 1) == k).Select(value => (float)value)]);
    }

    /// <summary>Counts become smoothed log-probabilities.</summary>
    private void Normalise(Span<double> counts)
    {
        var alpha = Math.Max(_options.TransitionAlpha, LeastAlpha);
        var total = alpha * counts.Length;
        foreach (var count in counts)
        {
            total += count;
        }

        foreach (ref var count in counts)
        {
            count = Elementary.Log(count + alpha) - Elementary.Log(total);
        }
    }
}
