using PluginAL.Abstractions;

namespace PluginAL.Engine.Tasks;

/// <summary>Which signals go with which task.</summary>
public static class TaskSignals
{
    /// <summary>The signal that a model of a task gives, whatever else it gives.</summary>
    /// <param name="task">The task.</param>
    /// <returns>One signal.</returns>
    public static Signals Of(LearningTask task) => task switch
    {
        LearningTask.Classification => Signals.Probabilities,
        LearningTask.MultiLabel => Signals.LabelProbabilities,
        LearningTask.Regression => Signals.MeanAndVariance,
        LearningTask.Sequence => Signals.TokenMarginals,
        LearningTask.Translation or LearningTask.QuestionAnswering => Signals.Candidates,
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "There is no such task."),
    };

    /// <summary>The tasks whose own signal is among some signals.</summary>
    /// <param name="signals">The signals that a learner gives, or a strategy needs.</param>
    /// <returns>The tasks, in the order of the enumeration; empty where no signal is of one task alone.</returns>
    public static IReadOnlyList<LearningTask> TasksOf(Signals signals) =>
        [.. Enum.GetValues<LearningTask>().Where(task => signals.HasFlag(Of(task)))];

    /// <summary>The signals that other tasks' models give and a task's do not.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The signals.</returns>
    public static Signals Foreign(LearningTask task) =>
        Enum.GetValues<LearningTask>().Aggregate(Signals.None, (signals, other) => signals | Of(other)) & ~Of(task);
}
