using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;

namespace PluginAL.Engine.Measurement;

/// <summary>What models say of labelled rows that they had not learned from: each fold is predicted by a model of all others.</summary>
internal static class HeldOut
{
    /// <summary>Divides positions into folds: those next to one another go into different ones, so that each has early and late ones.</summary>
    /// <param name="count">How many positions.</param>
    /// <param name="folds">How many folds, at least 2; with fewer positions than folds, each is one.</param>
    /// <returns>For each fold the positions that are learned from, and those that are not.</returns>
    public static IEnumerable<(int[] Kept, int[] Held)> Folds(int count, int folds) =>
        Enumerable.Range(0, Math.Min(folds, count)).Select(fold => (
            Enumerable.Range(0, count).Where(i => i % folds != fold).ToArray(), Enumerable.Range(0, count).Where(i => i % folds == fold).ToArray()));

    /// <summary>Predicts each row by a model of the other folds.</summary>
    /// <param name="data">The data.</param>
    /// <param name="learner">Who learns.</param>
    /// <param name="rows">n labelled rows, in the order in which they were chosen.</param>
    /// <param name="labels">Their n classes.</param>
    /// <param name="folds">How many folds (<see cref="Folds"/>).</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>For each row the class predicted, its probability, and that of the next class.</returns>
    public static (int Class, float First, float Second)[] Predict(
        LearningData data, PluginInstance<ILearner> learner, IReadOnlyList<long> rows, IReadOnlyList<int> labels, int folds, IPluginLog log, CancellationToken cancellation)
    {
        var said = new (int, float, float)[rows.Count];
        foreach (var (kept, held) in Folds(rows.Count, folds))
        {
            var set = new TrainingSet(RowGatherer.Gather(data.Features, kept.Select(i => rows[i])), [.. kept.Select(i => labels[i])], data.Classes.Count);
            var model = learner.FitClassifier(set, new FitContext { Log = log, Cancellation = cancellation });
            foreach (var (i, one) in held.Zip(StopSet.Predicted(model, RowGatherer.Gather(data.Features, held.Select(i => rows[i])), held.Length, data.Classes.Count)))
            {
                said[i] = one;
            }
        }

        return said;
    }
}
