using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Hosting;

namespace PluginAL.Engine.Models;

/// <summary>
/// Makes a committee of a learner that has none: M models, each of a bootstrap sample, n rows drawn from the n labelled ones with
/// replacement (Breiman 1996, "Bagging predictors"). A class that the draw missed gets one of its rows as well, so that every member
/// knows every class that has been seen.
/// </summary>
internal static class Bagging
{
    /// <summary>Trains the members, several at a time; the result is the same for any number of threads.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="features">The labelled rows, (n, D).</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="classCount">The number of classes C.</param>
    /// <param name="members">The number of members M, at least 2.</param>
    /// <param name="start">The model that each starts from where the learner can; null: nothing.</param>
    /// <param name="random">What governs the draws.</param>
    /// <param name="threads">Members trained at a time.</param>
    /// <param name="log">Where the learner says things.</param>
    /// <param name="cancellation">Stops the training.</param>
    public static ICommittee Fit(
        PluginInstance<ILearner> learner, FeatureMatrix features, int[] classes, int classCount, int members, IModel? start,
        RandomSource random, int threads, IPluginLog log, CancellationToken cancellation)
    {
        var models = new IClassifier[members];
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

        return new BaggedCommittee(models);

        IClassifier FitOne(int member)
        {
            var sample = Draw(classes, random, member);
            var set = new TrainingSet(
                RowGatherer.Gather(features, sample.Select(row => (long)row)), [.. sample.Select(row => classes[row])], classCount);
            var context = new FitContext { Previous = start, Random = random.For($"member/{member}"), Log = log, Cancellation = cancellation };
            return learner.Call("Fit", plugin => plugin.Fit(set, context), cancellation) as IClassifier
                ?? throw PluginALException.Work($"{learner} returned from Fit what is no IClassifier; a committee is made of classifiers. Choose another learner.");
        }
    }

    /// <summary>The positions of one member's rows, ascending, with repeats.</summary>
    internal static int[] Draw(ReadOnlySpan<int> classes, RandomSource random, int member)
    {
        var count = classes.Length;
        var sample = new List<int>(count);
        var drawn = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var row = (int)random.Below(count, i, member);
            sample.Add(row);
            drawn.Add(classes[row]);
        }

        var missed = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < count; i++)
        {
            if (!drawn.Contains(classes[i]))
            {
                (missed.TryGetValue(classes[i], out var rows) ? rows : missed[classes[i]] = []).Add(i);
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
