using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The names of tasks on command lines and in files.</summary>
public static class TaskNames
{
    private static readonly (LearningTask Task, string Name)[] Names =
    [
        (LearningTask.Classification, "classification"),
        (LearningTask.MultiLabel, "multilabel"),
        (LearningTask.Regression, "regression"),
        (LearningTask.Sequence, "sequence"),
        (LearningTask.Translation, "translation"),
        (LearningTask.QuestionAnswering, "question-answering"),
    ];

    /// <summary>All names, in the order of the tasks.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Select(item => item.Name)];

    /// <summary>The name of a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The name, such as <c>question-answering</c>.</returns>
    public static string Of(LearningTask task) => Names.Single(item => item.Task == task).Name;

    /// <summary>The task of a name.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <returns>The task.</returns>
    /// <exception cref="PluginALException">No task has that name.</exception>
    public static LearningTask Parse(string name) => Find(name) ?? throw PluginALException.Usage($"--task is '{name}'; give one of {string.Join(", ", All)}.");

    internal static LearningTask Read(JsonElement name) =>
        Find(name.GetString()) ?? throw new FormatException($"the task '{name}' is not one of {string.Join(", ", All)}");

    private static LearningTask? Find(string? name)
    {
        foreach (var item in Names)
        {
            if (item.Name == name)
            {
                return item.Task;
            }
        }

        return null;
    }
}
