using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>What a model that was trained without a label said of its row.</summary>
/// <param name="Confidence">The probability of the class that it predicted.</param>
/// <param name="IsCorrect">Whether that was the label.</param>
internal readonly record struct HeldOut(double Confidence, bool IsCorrect)
{
    /// <summary>Trains a model for each fold on the labels of the others, and asks it.</summary>
    /// <param name="data">Where the rows are from.</param>
    /// <param name="learner">What trains.</param>
    /// <param name="rows">The labelled rows. Those next to one another go into different folds, so that each has early and late ones.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>One for each row.</returns>
    public static HeldOut[] Of(
        LearningData data, PluginInstance<ILearner> learner, long[] rows, int[] labels, int folds, IPluginLog log, CancellationToken cancellation)
    {
        var result = new HeldOut[rows.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            var (kept, held) = (Positions(rows.Length, folds, fold, inside: false), Positions(rows.Length, folds, fold, inside: true));
            var set = new TrainingSet(RowGatherer.Gather(data.Features, kept.Select(i => rows[i])), [.. kept.Select(i => labels[i])], data.Classes.Count);
            var model = learner.FitClassifier(set, new FitContext { Log = log, Cancellation = cancellation });
            var said = Predict(model, RowGatherer.Gather(data.Features, held.Select(i => rows[i])), held.Length, data.Classes.Count);
            for (var i = 0; i < held.Length; i++)
            {
                result[held[i]] = new HeldOut(said[i].Confidence, said[i].Class == labels[held[i]]);
            }
        }

        return result;
    }

    /// <summary>The class that a model predicts for each row, the first of equal ones, and its probability.</summary>
    public static (int Class, double Confidence)[] Predict(IClassifier model, FeatureMatrix features, int count, int classes)
    {
        var said = new (int, double)[count];
        var probabilities = Array.Empty<float>();
        for (var done = 0; done < count;)
        {
            var block = features.Block(done, Math.Min(count - done, 4096));
            Array.Resize(ref probabilities, Math.Max(probabilities.Length, block.Count * classes));
            model.PredictProbabilities(block, probabilities.AsSpan(0, block.Count * classes));
            for (var i = 0; i < block.Count; i++)
            {
                var row = probabilities.AsSpan(i * classes, classes);
                var best = 0;
                for (var c = 1; c < classes; c++)
                {
                    best = row[c] > row[best] ? c : best;
                }

                said[done + i] = (best, row[best]);
            }

            done += block.Count;
        }

        return said;
    }

    private static int[] Positions(int count, int folds, int fold, bool inside) => [.. Enumerable.Range(0, count).Where(i => (i % folds == fold) == inside)];
}
