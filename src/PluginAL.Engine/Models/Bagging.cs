using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Hosting;

namespace PluginAL.Engine.Models;

/// <summary>
/// Makes a committee of a learner that has none: M models, each of a bootstrap sample, n rows drawn from the n labelled ones with
/// replacement (Breiman 1996, "Bagging predictors"). A class, or a label of several, that the draw missed gets one of its rows as well, so
/// that every member knows every class that has been seen.
/// </summary>
internal static class Bagging
{
    /// <summary>Trains the members, several at a time; the result is the same for any number of threads.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="data">The labelled rows, of classification, multi-label or regression.</param>
    /// <param name="members">The number of members M, at least 2.</param>
    /// <param name="start">The model that each starts from where the learner can; null: nothing.</param>
    /// <param name="random">What governs the draws.</param>
    /// <param name="threads">Members trained at a time.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    public static IEnsemble Fit(
        PluginInstance<ILearner> learner, TrainingSet data, int members, IModel? start, RandomSource random, int threads, IPluginLog log,
        CancellationToken cancellation)
    {
        var classes = ClassesOf(data);
        var models = new IModel[members];
        var failures = new Exception?[members];
        Parallel.For(0, members, new ParallelOptions { MaxDegreeOfParallelism = threads }, member =>
        {
            try
            {
                models[member] = FitOne(member);
            }
            catch (Exception exception)
            {
                failures[member] = exception;
            }
        });
        if (Array.Find(failures, failure => failure is not null) is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return data.Task switch
        {
            LearningTask.Classification => new BaggedCommittee([.. models.Cast<IClassifier>()]),
            LearningTask.MultiLabel => new BaggedEnsemble(models, data.ClassCount, (IModel model, in FeatureBlock rows, Span<float> says) => ((IMultiLabelClassifier)model).PredictLabels(rows, says)),
            _ => new BaggedEnsemble(models, 1, (IModel model, in FeatureBlock rows, Span<float> says) => ((IRegressor)model).PredictNumbers(rows, says, new float[rows.Count])),
        };

        IModel FitOne(int member)
        {
            var sample = Draw(classes, random, member);
            var rows = RowGatherer.Gather(data.Features, sample.Select(row => (long)row));
            var set = data.Task == LearningTask.Classification
                ? new TrainingSet(rows, [.. sample.Select(row => classes[row][0])], data.ClassCount)
                : new TrainingSet(rows, data.Task, [.. sample.Select(row => data.Labels[row])], data.ClassCount);
            var context = new FitContext { Previous = start, Random = random.For($"member/{member}"), Log = log, Cancellation = cancellation };
            return learner.FitTask(set, context);
        }
    }

    /// <summary>The classes that each row speaks for: one, those of its labels that apply, or none where the label is a number.</summary>
    private static int[][] ClassesOf(TrainingSet data) => data.Task switch
    {
        LearningTask.Classification => [.. data.Classes.ToArray().Select(index => new[] { index })],
        LearningTask.MultiLabel => [.. data.Labels.Select(label => ((MultiLabel)label).Classes.ToArray())],
        _ => [.. data.Labels.Select(_ => Array.Empty<int>())],
    };

    /// <summary>The positions of one member's rows, ascending, with repeats.</summary>
    internal static int[] Draw(int[][] classes, RandomSource random, int member)
    {
        var count = classes.Length;
        var sample = new List<int>(count);
        var drawn = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var row = (int)random.Below(count, i, member);
            sample.Add(row);
            drawn.UnionWith(classes[row]);
        }

        var missed = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < count; i++)
        {
            foreach (var index in classes[i])
            {
                if (!drawn.Contains(index))
                {
                    (missed.TryGetValue(index, out var rows) ? rows : missed[index] = []).Add(i);
                }
            }
        }

        foreach (var (label, rows) in missed)
        {
            sample.Add(rows[(int)random.Below(rows.Count, count + (long)label, member)]);
        }

        sample.Sort();
        return [.. sample];
    }
}
