using PluginAL.Abstractions;
using PluginAL.Learners.Internals;
using PluginAL.Scoring.Sequences;

namespace PluginAL.Learners;

/// <summary>
/// A linear chain over tags whose log-potentials are linear in the tokens' features: a conditional random field, or a hidden Markov model with naive Bayes emissions. The score
/// of a path is Σₜ s(xₜ) (xₜ·w(yₜ) + b(yₜ)) + Σₜ transition(yₜ₋₁, yₜ) + start(y₁) + end(y_T), where s is 1, or ‖xₜ‖₁⁻ᵖ for a model whose tokens weigh alike. A tag that no labelled token
/// had has probability zero.
/// </summary>
/// <remarks>Prediction is exact (<see cref="Lattice"/>) and costs O(non-zeros · K + K²) for each token. Tokens with NaN features make their sequence NaN.</remarks>
public sealed class ChainTagger : ISequenceTagger
{
    private readonly Lazy<LinearLogits> _logits;
    private readonly int[] _present;
    private readonly LinearChain _chain;

    internal ChainTagger(string learner, int tagCount, int[] present, int pathCount, LinearWeights linear, float[] transitions, float[] start, float[] end, float power)
    {
        Learner = learner;
        TagCount = tagCount;
        PathCount = pathCount;
        Linear = linear;
        (Transitions, Start, End, Power) = (transitions, start, end, power);
        _present = present;
        _logits = new Lazy<LinearLogits>(() => new LinearLogits(linear));
        _chain = new LinearChain(present.Length, Widened(transitions), Widened(start), Widened(end));
    }

    /// <summary>The name of the learner that fitted the model.</summary>
    public string Learner { get; }

    /// <inheritdoc/>
    public int Width => Linear.Width;

    /// <inheritdoc/>
    public int TagCount { get; }

    /// <inheritdoc/>
    public int PathCount { get; }

    /// <summary>The K tags that had labelled tokens, ascending.</summary>
    public ReadOnlySpan<int> PresentTags => _present;

    internal LinearWeights Linear { get; }

    /// <summary>K × K: [from · K + to].</summary>
    internal float[] Transitions { get; }

    internal float[] Start { get; }

    internal float[] End { get; }

    /// <summary>p.</summary>
    internal float Power { get; }

    /// <inheritdoc/>
    /// <exception cref="PluginALException">The tokens have another layout or width than the model was fitted on.</exception>
    /// <exception cref="ArgumentException">The target has other lengths.</exception>
    public void PredictTokens(in TokenRows rows, in TokenTarget target)
    {
        var (count, tokens) = (rows.Count, rows.Tokens.Count);
        FeatureCheck.Rows(rows.Tokens, Linear.Layout, Width, Learner);
        FeatureCheck.Room(tokens, TagCount, target.Marginals.Length);
        FeatureCheck.Columns(rows.Tokens);
        Expect(rows.Offsets[^1], tokens, "tokens");
        Expect(target.BestTags.Length, tokens, "best tags");
        Expect(target.PathLogProbabilities.Length, count * PathCount, "log-probabilities of paths");
        Expect(target.Entropies.Length, count, "entropies");
        target.Marginals.Clear();
        var work = new Work(_chain, PathCount);
        for (var i = 0; i < count; i++)
        {
            Predict(rows, i, target, work);
        }
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => ChainTaggerFile.Write(this, stream);

    private static double[] Widened(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static void Expect(int found, int expected, string what)
    {
        if (found != expected)
        {
            throw new ArgumentException($"There is room for {found} {what} where {expected} are to be written.");
        }
    }

    private void Predict(in TokenRows rows, int index, in TokenTarget target, Work work)
    {
        var (first, k) = (rows.Offsets[index], _present.Length);
        var length = rows.Offsets[index + 1] - first;
        work.Grow(length);
        var logits = work.Logits.AsSpan(0, length * k);
        var emissions = work.Values.AsSpan(0, length * k);
        _logits.Value.Of(rows.Tokens, first, length, logits);
        for (var t = 0; t < length; t++)
        {
            var scale = Power == 0 ? 1 : Scale(rows.Tokens, first + t);
            for (var j = 0; j < k; j++)
            {
                emissions[(t * k) + j] = scale * logits[(t * k) + j];
            }
        }

        var lattice = work.Lattice;
        lattice.Read(emissions);
        target.Entropies[index] = lattice.Entropy();
        var paths = work.Paths.AsSpan(0, PathCount * length);
        lattice.BestPaths(target.PathLogProbabilities.Slice(index * PathCount, PathCount), paths);
        lattice.Marginals(emissions);
        for (var t = 0; t < length; t++)
        {
            target.BestTags[first + t] = _present[paths[t]];
            var marginals = target.Marginals.Slice((first + t) * TagCount, TagCount);
            for (var j = 0; j < k; j++)
            {
                marginals[_present[j]] = (float)emissions[(t * k) + j];
            }
        }
    }

    /// <summary>‖x‖₁ to the power of −p; 1 for a token without features.</summary>
    private double Scale(in FeatureBlock tokens, int token)
    {
        var dense = tokens.Layout == FeatureLayout.Dense;
        var first = dense ? token * tokens.Width : (int)(tokens.RowOffsets[token] - tokens.RowOffsets[0]);
        var end = dense ? first + tokens.Width : (int)(tokens.RowOffsets[token + 1] - tokens.RowOffsets[0]);
        var mass = 0.0;
        foreach (var value in tokens.Values[first..end])
        {
            mass += Math.Abs(value);
        }

        // p = 1 alone asks for no power, whose bits would be the platform's.
        return mass == 0 ? 1 : Power == 1 ? 1 / mass : 1 / Math.Sqrt(mass);
    }

    private sealed class Work(LinearChain chain, int pathCount)
    {
        public Lattice Lattice { get; } = new(chain);

        public float[] Logits { get; private set; } = [];

        public double[] Values { get; private set; } = [];

        public int[] Paths { get; private set; } = [];

        public void Grow(int length)
        {
            if (length * chain.TagCount > Logits.Length)
            {
                (Logits, Values) = (new float[2 * length * chain.TagCount], new double[2 * length * chain.TagCount]);
            }

            if (length * pathCount > Paths.Length)
            {
                Paths = new int[2 * length * pathCount];
            }
        }
    }
}
