using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Engine.Sessions;

/// <summary>
/// Compares what a strategy needs with what a learner, the pool and the session give for a task, before the first round. Of a learner of classes,
/// labels or numbers the session supplies a committee by bagging; of any pool dense rows, made from the features.
/// </summary>
public static class Compatibility
{
    /// <summary>Refuses a strategy whose needs, or whose inner strategies' needs, are not met.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="host">Where inner strategies come from; null where there are none.</param>
    /// <param name="task">What is to be learned.</param>
    /// <param name="texts">Whether the rows have texts.</param>
    /// <exception cref="PluginALException">
    /// The learner does not learn the task, or something that a strategy needs is not given; both are named. Or an inner strategy is not known.
    /// </exception>
    public static void Require(
        PluginInstance<IQueryStrategy> strategy, PluginInstance<ILearner> learner, PluginHost? host = null, LearningTask task = LearningTask.Classification, bool texts = true)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(learner);
        using var tree = StrategyNode.Open(strategy, host);
        Require(tree, learner, task, texts);
    }

    internal static void Require(StrategyNode tree, PluginInstance<ILearner> learner, LearningTask task, bool texts)
    {
        RequireTask(learner, task);
        foreach (var node in tree.Nodes())
        {
            RequireInProcess(node.Plugin, task);
        }

        var given = (learner.Gives & ~TaskSignals.Foreign(task)) | Signals.Features | Signals.Embeddings | Signals.Texts;
        given |= CanBag(given) ? Signals.Members : Signals.None;
        given |= given.HasFlag(Signals.Probabilities) ? Signals.Gradients : Signals.None;
        foreach (var node in tree.Nodes())
        {
            if (node.Plugin.ClassesOnly && task != LearningTask.Classification)
            {
                throw PluginALException.Usage(
                    $"Strategy '{node.Plugin.Name}'{Within(node)} is for classes, and the task is {TaskNames.Of(task)}; choose another strategy ('pluginal plugins list' shows what each needs).");
            }

            if (node.Plugin.Needs.HasFlag(Signals.Texts) && !texts)
            {
                throw PluginALException.Usage($"Strategy '{node.Plugin.Name}'{Within(node)} reads texts, and the data have none; name a text field with --text, or choose another strategy.");
            }

            var missing = node.Plugin.Needs & ~given;
            if (missing != Signals.None)
            {
                throw PluginALException.Usage(
                    $"Strategy '{node.Plugin.Name}'{Within(node)} needs {missing}, which learner '{learner.Name}' does not give (for {TaskNames.Of(task)} it gives {learner.Gives & ~TaskSignals.Foreign(task)}) and the session cannot supply; "
                    + "choose another learner or another strategy ('pluginal plugins list' shows what each needs and gives).");
            }
        }

        string Within(StrategyNode node) => node == tree ? "" : $" (within '{tree.Plugin.Name}')";
    }

    /// <summary>Whether the session makes a committee of models that give these signals.</summary>
    private static bool CanBag(Signals given) => (given & (Signals.Probabilities | Signals.LabelProbabilities | Signals.MeanAndVariance)) != Signals.None;

    /// <summary>Refuses a learner of other tasks, and one that would have to speak of another task than classification with another process.</summary>
    internal static void RequireTask(PluginInstance<ILearner> learner, LearningTask task)
    {
        // A learner that says nothing of what it gives is tried: what it makes is looked at.
        if (!learner.Gives.HasFlag(TaskSignals.Of(task)) && (task != LearningTask.Classification || TaskSignals.TasksOf(learner.Gives).Count > 0))
        {
            throw PluginALException.Usage(
                $"The task is {task}, for which a learner must give {TaskSignals.Of(task)}, and learner '{learner.Name}' gives {learner.Gives}; "
                + "choose another learner ('pluginal plugins list' shows what each gives), or another task (--task).");
        }

        RequireInProcess(learner, task);
    }

    /// <summary>Refuses a plugin that runs in a process of its own, where only classification is spoken.</summary>
    internal static void RequireInProcess<T>(PluginInstance<T> plugin, LearningTask task)
        where T : class
    {
        if (plugin.IsIsolated && task != LearningTask.Classification)
        {
            throw PluginALException.Usage(
                $"{plugin} runs in a process of its own, and the protocol between processes carries classification only, not {task}; run it in this process (without --isolate), or choose another.");
        }
    }

    /// <summary>What the session will supply in the learner's place, in words; null: nothing.</summary>
    internal static string? Supplies(StrategyNode tree, PluginInstance<ILearner> learner, int members, FeatureLayout layout)
    {
        var supplied = tree.AllNeeds & ~learner.Gives;
        var parts = new List<string>();
        if (supplied.HasFlag(Signals.Members))
        {
            parts.Add($"a committee of {members} by bagging");
        }

        if (supplied.HasFlag(Signals.Embeddings))
        {
            parts.Add(layout == FeatureLayout.Sparse ? $"embeddings by a random projection of the features to {Data.ProjectedFeatures.Columns} dimensions" : "the features themselves as embeddings");
        }

        return parts.Count == 0 ? null : $"'{tree.Plugin.Name}' needs what learner '{learner.Name}' does not give; the session supplies {string.Join(" and ", parts)}.";
    }
}
