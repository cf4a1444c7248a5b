using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Tasks;

/// <summary>Which learner is taken where none is named.</summary>
public static class TaskLearners
{
    /// <summary>All of them in words: as in <c>logistic for classification and multilabel, ridge for regression</c>.</summary>
    public static string InWords { get; } = string.Join(", ", Enum.GetValues<LearningTask>()
        .GroupBy(DefaultOf, TaskNames.Of)
        .Select(group => $"{group.Key} for {string.Join(" and ", group)}"));

    /// <summary>The learner of a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The name of a built-in plugin.</returns>
    public static string DefaultOf(LearningTask task) => task switch
    {
        LearningTask.Classification or LearningTask.MultiLabel => "logistic",
        LearningTask.Regression => "ridge",
        LearningTask.Sequence => "crf",
        LearningTask.Translation or LearningTask.QuestionAnswering => "translation-memory",
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "There is no such task."),
    };

    /// <summary>What is to be learned of data: the pool's own task; of a file the one that is named, else classification.</summary>
    /// <param name="data">A pool, or a file, which need not exist.</param>
    /// <param name="fields">What the user named.</param>
    /// <returns>The task.</returns>
    /// <exception cref="PluginALException">A folder is no pool.</exception>
    public static LearningTask TaskOf(string data, FieldRequest fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (!Directory.Exists(data))
        {
            return fields.Task ?? LearningTask.Classification;
        }

        using var pool = Pool.Open(data);
        return pool.Task;
    }
}
