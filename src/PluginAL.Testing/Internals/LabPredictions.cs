using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>What a learner's model says of a lab pool's rows, for any task.</summary>
internal static class LabPredictions
{
    private const double Tolerance = 1e-4;

    /// <summary>All that the model says, as bits in floats, to be compared.</summary>
    public static float[] Of(IModel model, LabPool pool, bool sparse = false)
    {
        var rows = pool.Features(sparse).Block(0, pool.RowCount);
        switch (pool.Task, model)
        {
            case (LearningTask.Classification, IClassifier classifier):
                var probabilities = new float[pool.RowCount * LabPool.ClassCount];
                classifier.PredictProbabilities(rows, probabilities);
                return probabilities;
            case (LearningTask.MultiLabel, IMultiLabelClassifier labeller):
                var labels = new float[pool.RowCount * LabPool.ClassCount];
                labeller.PredictLabels(rows, labels);
                return labels;
            case (LearningTask.Regression, IRegressor regressor):
                var numbers = new float[2 * pool.RowCount];
                regressor.PredictNumbers(rows, numbers.AsSpan(0, pool.RowCount), numbers.AsSpan(pool.RowCount));
                return numbers;
            case (LearningTask.Sequence, ISequenceTagger tagger):
                var (marginals, tags, paths, entropies) = Tag(tagger, pool);
                return [.. marginals, .. tags.Select(tag => (float)tag), .. MemoryMarshal.Cast<double, float>(paths), .. MemoryMarshal.Cast<double, float>(entropies)];
            case (_, ITextGenerator generator):
                return [.. Write(generator, pool, sparse).SelectMany(list => list.SelectMany(candidate => (float[])
                    [.. MemoryMarshal.Cast<double, float>([candidate.LogProbability]), candidate.TokenCount, .. $"{candidate.Text}\n{candidate.RoundTrip}".Select(unit => (float)unit)]).Append(-1))];
            default:
                throw new InvalidOperationException($"Fit of a {pool.Task} set gave a {model.GetType().Name}, which is not the model of that task");
        }
    }

    /// <summary>What is wrong with what the model says; null: nothing.</summary>
    public static string? Problem(IModel model, LabPool pool) => (pool.Task, model) switch
    {
        (LearningTask.Classification, IClassifier classifier) => Classes(classifier, pool),
        (LearningTask.MultiLabel, IMultiLabelClassifier labeller) => Shape(model, labeller.LabelCount) ?? Where(
            Of(model, pool), LabPool.ClassCount, says => says.All(p => p is >= 0 and <= 1)),
        (LearningTask.Regression, IRegressor) => Shape(model, LabPool.ClassCount) ?? Numbers(Of(model, pool), pool.RowCount),
        (LearningTask.Sequence, ISequenceTagger tagger) => Shape(model, tagger.TagCount) ?? Sequences(tagger, pool),
        (_, ITextGenerator generator) => Texts(Write(generator, pool, false), pool),
        _ => $"a {model.GetType().Name}, which is not the model of {pool.Task}.",
    };

    private static string? Shape(IModel model, int classes) => model.Width == LabPool.Width && classes == LabPool.ClassCount
        ? null
        : $"a model of {model.Width} columns and {classes} classes from {LabPool.Width} columns and {LabPool.ClassCount} classes.";

    private static string? Classes(IClassifier model, LabPool pool) => Shape(model, model.ClassCount) ?? Where(
        Of(model, pool), LabPool.ClassCount, says => Math.Abs(says.Sum(p => p is >= 0 and <= 1 ? (double)p : double.NaN) - 1) < Tolerance);

    private static string? Numbers(float[] says, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            if (!float.IsFinite(says[row]) || !(says[rows + row] is >= 0 and < float.PositiveInfinity))
            {
                return $"row {row} got the mean {says[row]} and the variance {says[rows + row]}.";
            }
        }

        return null;
    }

    private static string? Sequences(ISequenceTagger model, LabPool pool)
    {
        var (marginals, tags, paths, entropies) = Tag(model, pool);
        if (Where(marginals, LabPool.ClassCount, says => Math.Abs(says.Sum(p => p is >= 0 and <= 1 ? (double)p : double.NaN) - 1) < Tolerance, "token") is { } problem)
        {
            return problem;
        }

        if (tags.Any(tag => tag is < 0 or >= LabPool.ClassCount))
        {
            return $"the tag {tags.First(tag => tag is < 0 or >= LabPool.ClassCount)} where there are {LabPool.ClassCount}.";
        }

        for (var row = 0; row < pool.RowCount; row++)
        {
            var best = paths.AsSpan(row * model.PathCount, model.PathCount);
            var empty = pool.Answers.TokenOffsets[row] == pool.Answers.TokenOffsets[row + 1];
            var ordered = true;
            for (var path = 1; path < best.Length; path++)
            {
                ordered &= best[path] <= best[path - 1];
            }

            if (!ordered || !(best[0] <= Tolerance) || double.IsInfinity(best[0]) || !(entropies[row] >= -Tolerance) || double.IsInfinity(entropies[row]) || (empty && best[0] != 0))
            {
                return $"{(empty ? "the empty " : "")}sequence {row} got paths of log-probability {string.Join(", ", best.ToArray())} and the entropy {entropies[row]}.";
            }
        }

        return null;
    }

    private static string? Texts(IReadOnlyList<IReadOnlyList<Candidate>> answers, LabPool pool)
    {
        if (answers.Count != pool.RowCount)
        {
            return $"{answers.Count} lists of candidates for {pool.RowCount} rows.";
        }

        for (var row = 0; row < answers.Count; row++)
        {
            for (var i = 0; i < answers[row].Count; i++)
            {
                var candidate = answers[row][i];
                if (candidate.Text is null || candidate.TokenCount < 1 || !(candidate.LogProbability <= 0) || (i > 0 && candidate.LogProbability > answers[row][i - 1].LogProbability))
                {
                    return $"row {row}'s candidate {i} is {candidate}; the most probable comes first.";
                }
            }
        }

        return null;
    }

    private static string? Where(float[] says, int width, Func<float[], bool> isRight, string what = "row")
    {
        foreach (var (index, one) in says.Chunk(width).Index())
        {
            if (!isRight(one))
            {
                return $"{what} {index} got {string.Join(", ", one)}.";
            }
        }

        return null;
    }

    private static (float[] Marginals, int[] Tags, double[] Paths, double[] Entropies) Tag(ISequenceTagger model, LabPool pool)
    {
        var answers = pool.Answers;
        var count = answers.TokenOffsets[^1];
        var (marginals, tags, paths, entropies) = (new float[count * model.TagCount], new int[count], new double[pool.RowCount * model.PathCount], new double[pool.RowCount]);
        model.PredictTokens(
            new TokenRows { Tokens = FeatureBlock.Dense(answers.TokenValues, count, LabPool.Width), Offsets = answers.TokenOffsets },
            new TokenTarget { Marginals = marginals, BestTags = tags, PathLogProbabilities = paths, Entropies = entropies });
        return (marginals, tags, paths, entropies);
    }

    private static IReadOnlyList<IReadOnlyList<Candidate>> Write(ITextGenerator model, LabPool pool, bool sparse) =>
        model.Generate(pool.Features(sparse).Block(0, pool.RowCount), pool.Answers.Texts, new RandomSource(4, "write"), CancellationToken.None);
}
