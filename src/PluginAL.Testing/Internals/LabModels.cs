using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>What the kit's models share: a Gaussian window around each labelled row (Parzen 1962), with a small prior weight beside.</summary>
/// <param name="rows">The labelled rows, n × D.</param>
internal abstract class LabWindow(float[] rows) : IModel
{
    protected const double Prior = 1e-3;

    public int Width => LabPool.Width;

    public void Save(Stream stream) => throw new NotSupportedException("The kit's model is not saved.");

    /// <summary>Adds up exp(−‖x − xᵢ‖²) × value over the labelled rows.</summary>
    protected void Sum(ReadOnlySpan<float> x, Action<int, double> add)
    {
        for (var l = 0; l < rows.Length / LabPool.Width; l++)
        {
            var squared = 0.0;
            for (var d = 0; d < x.Length; d++)
            {
                var apart = (double)x[d] - rows[(l * x.Length) + d];
                squared += apart * apart;
            }

            add(l, Math.Exp(-squared));
        }
    }

    /// <summary>Reads a row, dense or sparse.</summary>
    protected static void Read(in FeatureBlock block, int row, Span<float> x)
    {
        if (block.Layout == FeatureLayout.Dense)
        {
            block.Values.Slice(row * x.Length, x.Length).CopyTo(x);
            return;
        }

        x.Clear();
        for (var at = block.RowOffsets[row] - block.RowOffsets[0]; at < block.RowOffsets[row + 1] - block.RowOffsets[0]; at++)
        {
            x[block.Columns[(int)at]] = block.Values[(int)at];
        }
    }

    /// <summary>The shares of classes in the windows around a row; they sum to one.</summary>
    protected void Shares(ReadOnlySpan<float> x, int[] classes, Span<float> shares)
    {
        var weights = new double[LabPool.ClassCount];
        Array.Fill(weights, Prior);
        Sum(x, (l, weight) => weights[classes[l]] += weight);
        var total = weights.Sum();
        for (var c = 0; c < weights.Length; c++)
        {
            shares[c] = (float)(weights[c] / total);
        }
    }
}

/// <summary>A classifier in closed form, and one that gives its features as embeddings.</summary>
internal sealed class LabClassifier(float[] rows, int[] classes) : LabWindow(rows), IClassifier, IEmbedder
{
    public int ClassCount => LabPool.ClassCount;

    public int EmbeddingWidth => LabPool.Width;

    public void PredictProbabilities(in FeatureBlock block, Span<float> probabilities)
    {
        Span<float> x = stackalloc float[LabPool.Width];
        for (var i = 0; i < block.Count; i++)
        {
            Read(block, i, x);
            Shares(x, classes, probabilities.Slice(i * ClassCount, ClassCount));
        }
    }

    public void Embed(in FeatureBlock block, Span<float> embeddings)
    {
        for (var i = 0; i < block.Count; i++)
        {
            Read(block, i, embeddings.Slice(i * Width, Width));
        }
    }
}

/// <summary>Labels in closed form: the share of the windows in which a label applies.</summary>
internal sealed class LabLabeller(float[] rows, IReadOnlyList<MultiLabel> labels) : LabWindow(rows), IMultiLabelClassifier
{
    public int LabelCount => LabPool.ClassCount;

    public void PredictLabels(in FeatureBlock block, Span<float> probabilities)
    {
        Span<float> x = stackalloc float[LabPool.Width];
        for (var i = 0; i < block.Count; i++)
        {
            Read(block, i, x);
            var (total, each) = (2 * Prior, new double[LabelCount]);
            Array.Fill(each, Prior);
            Sum(x, (l, weight) =>
            {
                total += weight;
                foreach (var label in labels[l].Classes)
                {
                    each[label] += weight;
                }
            });
            for (var label = 0; label < each.Length; label++)
            {
                probabilities[(i * each.Length) + label] = (float)(each[label] / total);
            }
        }
    }
}

/// <summary>A number in closed form: the mean in the windows (Nadaraya 1964), less certain the less there is in them.</summary>
internal sealed class LabRegressor(float[] rows, IReadOnlyList<NumberLabel> numbers) : LabWindow(rows), IRegressor
{
    public void PredictNumbers(in FeatureBlock block, Span<float> means, Span<float> variances)
    {
        Span<float> x = stackalloc float[LabPool.Width];
        for (var i = 0; i < block.Count; i++)
        {
            Read(block, i, x);
            var (total, sum) = (Prior, 0.0);
            Sum(x, (l, weight) => (total, sum) = (total + weight, sum + (weight * numbers[l].Value)));
            (means[i], variances[i]) = ((float)(sum / total), (float)(0.1 + (Prior / total)));
        }
    }
}

/// <summary>A tagger in closed form, whose tokens know nothing of one another.</summary>
internal sealed class LabTagger(float[] tokens, int[] tags) : LabWindow(tokens), ISequenceTagger
{
    public int TagCount => LabPool.ClassCount;

    public int PathCount => LabAnswers.PathCount;

    public void PredictTokens(in TokenRows rows, in TokenTarget target)
    {
        Span<float> x = stackalloc float[LabPool.Width];
        for (var token = 0; token < rows.Tokens.Count; token++)
        {
            Read(rows.Tokens, token, x);
            Shares(x, tags, target.Marginals.Slice(token * TagCount, TagCount));
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var (start, end) = (rows.Offsets[i], rows.Offsets[i + 1]);
            LabAnswers.Paths(
                target.Marginals[(start * TagCount)..(end * TagCount)], target.BestTags[start..end], target.PathLogProbabilities.Slice(i * PathCount, PathCount), out target.Entropies[i]);
        }
    }
}

/// <summary>A writer that says what it has learned of the texts that share most words.</summary>
internal sealed class LabWriter(IReadOnlyList<string> texts, IReadOnlyList<Label> labels) : LabWindow([]), ITextGenerator
{
    public IReadOnlyList<IReadOnlyList<Candidate>> Generate(in FeatureBlock rows, ReadOnlySpan<string> sources, RandomSource random, CancellationToken cancellation)
    {
        var answers = new List<IReadOnlyList<Candidate>>();
        foreach (var source in sources)
        {
            var words = source.Split(' ').ToHashSet();
            answers.Add([.. texts.Zip(labels)
                .Select(pair => (pair.First, Text: ((TextLabel)pair.Second).Text, Shared: pair.First.Split(' ').Count(words.Contains)))
                .Where(pair => pair.Shared > 0)
                .OrderByDescending(pair => pair.Shared)
                .Take(2)
                .Select(pair => new Candidate(pair.Text, Math.Log((double)pair.Shared / (pair.Shared + words.Count)), pair.Text.Split(' ').Length) { RoundTrip = pair.First })]);
        }

        return answers;
    }
}
