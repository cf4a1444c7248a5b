using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Which fields the records of a task usually have, and where contexts of questions come from.</summary>
internal static class TaskFields
{
    /// <summary>Names the usual fields of a task where the user named none.</summary>
    /// <param name="request">What the user named.</param>
    /// <param name="task">The task.</param>
    /// <param name="names">The fields of the records.</param>
    /// <param name="source">What errors call the records.</param>
    /// <returns>The request with text and label; an empty label where there is none.</returns>
    public static FieldRequest Complete(FieldRequest request, LearningTask task, IReadOnlyList<string> names, string source)
    {
        var (text, label) = task switch
        {
            LearningTask.MultiLabel => (null, "labels"),
            LearningTask.Sequence => ("tokens", "tags"),
            LearningTask.Translation => ("source", "target"),
            LearningTask.QuestionAnswering => ("question", "answers"),
            _ => ((string?)null, (string?)null),
        };
        if (text is null)
        {
            return request.Label is null && label is not null && names.Contains(label) ? request with { Label = label } : request;
        }

        if (task == LearningTask.Sequence && request.Text is not ([] or [_]))
        {
            throw PluginALException.Usage($"--text names {request.Text.Count} fields, expected one for --task sequence, the one with the tokens.");
        }

        if (request.Text.Count == 0 && !names.Contains(text))
        {
            throw PluginALException.Input(
                $"{source} has no field '{text}', which --task {TaskNames.Of(task)} reads; its fields are {FieldResolver.List(names)}: name the field with --text, or another --task.");
        }

        return request with
        {
            Text = request.Text.Count > 0 ? request.Text : [text],
            Label = request.Label ?? (names.Contains(label) ? label : ""),
        };
    }

    /// <summary>Finds the context of a question: a field of its record, or one with the id of a context in a file of contexts.</summary>
    /// <param name="request">What the user named.</param>
    /// <param name="task">The task.</param>
    /// <param name="names">The fields of the records.</param>
    /// <param name="source">The first source.</param>
    /// <returns>The field, and whether it holds an id; none for other tasks.</returns>
    public static (string? Field, bool IsId) Context(FieldRequest request, LearningTask task, IReadOnlyList<string> names, PoolSource source)
    {
        if (task != LearningTask.QuestionAnswering)
        {
            return (request.Context ?? request.Contexts) is null ? (null, false)
                : throw PluginALException.Usage($"--context and --contexts are for --task question-answering, and the task is {TaskNames.Of(task)}: leave them out.");
        }

        var isId = request.Contexts is not null || (request.Context is null && !names.Contains("context") && Beside(source) is not null);
        var field = request.Context ?? (isId ? "context_id" : "context");
        return names.Contains(field) ? (field, isId) : throw PluginALException.Input(
            $"{source.Name} has no field '{field}' for the context of a question; its fields are {FieldResolver.List(names)}: name it with --context, "
            + $"or give a file of contexts (JSON Lines with id and text) with --contexts or as {ContextTable.UsualName} beside the questions.");
    }

    /// <summary>The file of contexts: the one that was named, or the one beside the questions.</summary>
    public static string ContextFile(FieldRequest request, PoolSource source) =>
        request.Contexts ?? Beside(source) ?? throw PluginALException.Input(
            $"{source.Name} has questions with the ids of their contexts, and no {ContextTable.UsualName} lies beside it: give the file of contexts with --contexts.");

    private static string? Beside(PoolSource source) =>
        source.Path is { } path && Path.Combine(Path.GetDirectoryName(path) ?? "", ContextTable.UsualName) is var file && File.Exists(file) ? file : null;
}
