using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Tasks;

/// <summary>Which labels a task takes.</summary>
public static class TaskLabels
{
    /// <summary>Whether a label is of the task's kind and within its range.</summary>
    /// <param name="data">The data, which say the task, the classes, and how many tokens a row has.</param>
    /// <param name="row">The row.</param>
    /// <param name="label">The label.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsValid(LearningData data, long row, Label label)
    {
        ArgumentNullException.ThrowIfNull(data);
        var classes = data.Classes.Count;
        return (data.Task, label) switch
        {
            (LearningTask.Classification, ClassLabel { Class: var index }) => (uint)index < (uint)classes,
            (LearningTask.MultiLabel, MultiLabel { Classes: { IsDefault: false } set }) => IsAscending(set.AsSpan(), classes),
            (LearningTask.Regression, NumberLabel { Value: var value }) => double.IsFinite(value),
            (LearningTask.Sequence, TagsLabel { Tags: { IsDefault: false } tags }) => tags.Length == TokenCount(data, row) && tags.All(tag => (uint)tag < (uint)classes),
            (LearningTask.Translation or LearningTask.QuestionAnswering, TextLabel { Text: not null }) => true,
            (LearningTask.QuestionAnswering, SpansLabel { Spans: { IsDefault: false } spans }) => spans.All(span => span.Start >= 0 && span.Start <= span.End && span.Surface is not null),
            _ => false,
        };
    }

    /// <summary>What a row's label must be, in words.</summary>
    /// <param name="data">The data.</param>
    /// <param name="row">The row.</param>
    /// <returns>As in <c>a class from 0 to 2</c>.</returns>
    public static string Expected(LearningData data, long row)
    {
        ArgumentNullException.ThrowIfNull(data);
        var last = data.Classes.Count - 1;
        return data.Task switch
        {
            LearningTask.Classification => $"a class from 0 to {last}",
            LearningTask.MultiLabel => $"labels from 0 to {last}, ascending, each once",
            LearningTask.Regression => "a finite number",
            LearningTask.Sequence => $"{TokenCount(data, row)} tags from 0 to {last}, one for each token",
            LearningTask.Translation => "a text",
            _ => "a text, or spans with their surface",
        };
    }

    /// <summary>A label with other numbers for its classes.</summary>
    /// <param name="label">The label.</param>
    /// <param name="index">The new number of each class.</param>
    /// <returns>The label; itself where it has no classes.</returns>
    public static Label Renumber(Label label, IReadOnlyList<int> index) => label switch
    {
        ClassLabel { Class: var one } => new ClassLabel(index[one]),
        MultiLabel { Classes: var set } => new MultiLabel([.. set.Select(one => index[one]).Order()]),
        TagsLabel { Tags: var tags } => new TagsLabel([.. tags.Select(tag => index[tag])]),
        _ => label,
    };

    /// <summary>A label in words, for messages.</summary>
    /// <param name="label">The label; null: none.</param>
    /// <returns>As in <c>the labels 0, 2</c>.</returns>
    public static string Describe(Label? label) => label switch
    {
        MultiLabel { Classes: { IsDefault: false } set } => $"the labels [{string.Join(", ", set)}]",
        TagsLabel { Tags: { IsDefault: false } tags } => $"{tags.Length} tags [{Short(string.Join(", ", tags))}]",
        SpansLabel { Spans: { IsDefault: false } spans } => $"{spans.Length} spans",
        TextLabel { Text: { } text } => $"the text '{Short(text)}'",
        null => "nothing",
        _ => label.ToString(),
    };

    /// <summary>
    /// Whether labels leave a model nothing to tell rows apart by: none at all; of classification and multi-label also those that are all the same.
    /// </summary>
    internal static bool IsCold(LearningTask task, List<Label> labels) =>
        labels.Count == 0 || (task is LearningTask.Classification or LearningTask.MultiLabel && labels.TrueForAll(label => label.Equals(labels[0])));

    private static long TokenCount(LearningData data, long row) =>
        data.Tokens is { } tokens ? tokens.Offset(row + 1) - tokens.Offset(row) : 0;

    private static bool IsAscending(ReadOnlySpan<int> set, int classes)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if ((uint)set[i] >= (uint)classes || (i > 0 && set[i] <= set[i - 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
