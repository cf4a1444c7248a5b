using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Hosting;

namespace PluginAL.Engine.Annotators;

/// <summary>What models say of rows that they did not learn from: cross-validation, stratified by class.</summary>
public static class OutOfSample
{
    /// <summary>Predicts every row by a model of the other folds.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="features">(n, D).</param>
    /// <param name="classes">n classes, in [0, C).</param>
    /// <param name="classCount">The number of classes C.</param>
    /// <param name="folds">Folds, at least 2; fewer where there are fewer rows.</param>
    /// <param name="random">What governs the folds and the learner.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>(n, C) probabilities; for a single row all classes alike.</returns>
    public static float[] Predict(
        PluginInstance<ILearner> learner, FeatureMatrix features, IReadOnlyList<int> classes, int classCount, int folds, RandomSource random, IPluginLog log,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var n = classes.Count;
        var probabilities = new float[n * classCount];
        Array.Fill(probabilities, 1f / classCount);
        folds = Math.Min(folds, n);
        if (folds < 2)
        {
            return probabilities;
        }

        // Rows of a class are shared out in random order, so that each fold has about as many of them.
        var fold = new int[n];
        var shuffled = Enumerable.Range(0, n).OrderBy(i => classes[i]).ThenBy(i => random.Bits(i)).ToArray();
        for (var i = 0; i < n; i++)
        {
            fold[shuffled[i]] = i % folds;
        }

        for (var left = 0; left < folds; left++)
        {
            int[] others = [.. Enumerable.Range(0, n).Where(i => fold[i] != left)];
            var set = new TrainingSet(RowGatherer.Gather(features, others.Select(i => (long)i)), [.. others.Select(i => classes[i])], classCount);
            var model = learner.FitClassifier(set, new FitContext { Random = random.For($"fold/{left}"), Log = log, Cancellation = cancellation });
            for (var i = 0; i < n; i++)
            {
                if (fold[i] == left)
                {
                    model.PredictProbabilities(features.Block(i, 1), probabilities.AsSpan(i * classCount, classCount));
                }
            }
        }

        return probabilities;
    }
}
