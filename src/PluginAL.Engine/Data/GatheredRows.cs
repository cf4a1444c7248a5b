using PluginAL.Abstractions;

namespace PluginAL.Engine.Data;

/// <summary>Rows in memory, with all that a learner reads of them: features, and where the task has them tokens and texts.</summary>
/// <param name="data">Where the rows are.</param>
internal sealed class GatheredRows(LearningData data)
{
    private readonly FeatureMatrix? _tokens = data.Tokens is { } tokens ? RowGatherer.EmptyLike(tokens.Features) : null;
    private readonly List<long> _offsets = [0];
    private readonly List<string> _texts = [];

    /// <summary>The features, (n, D).</summary>
    public FeatureMatrix Features { get; } = RowGatherer.EmptyLike(data.Features);

    /// <summary>Some rows, in the given order.</summary>
    public static GatheredRows Of(LearningData data, IEnumerable<long> rows)
    {
        var gathered = new GatheredRows(data);
        foreach (var row in rows)
        {
            gathered.Append(row);
        }

        return gathered;
    }

    /// <summary>A training set of all labelled rows of data: not copied where all rows are.</summary>
    public static TrainingSet Labelled(LearningData data, List<long> rows, List<Label> labels) =>
        data.Task is LearningTask.Classification or LearningTask.MultiLabel or LearningTask.Regression && rows.Count == data.RowCount
            ? Set(data.Features, data, labels)
            : Of(data, rows).With(labels);

    /// <summary>Appends a row of the data.</summary>
    public void Append(long row)
    {
        RowGatherer.Append(data.Features, row, Features);
        if (_tokens is not null)
        {
            var end = data.Tokens!.Offset(row + 1);
            for (var token = data.Tokens.Offset(row); token < end; token++)
            {
                RowGatherer.Append(data.Tokens.Features, token, _tokens);
            }

            _offsets.Add(_tokens.RowCount);
        }

        if (ReadsTexts(data.Task))
        {
            _texts.Add(data.Text(row));
        }
    }

    /// <summary>The rows with their labels.</summary>
    public TrainingSet With(IReadOnlyList<Label> labels) => data.Task == LearningTask.Classification
        ? Set(Features, data, labels)
        : new TrainingSet(Features, data.Task, [.. labels], data.Classes.Count) { Tokens = _tokens is null ? null : new ListedTokens(_tokens, [.. _offsets]), Texts = [.. _texts] };

    /// <summary>Whether a task's learners read the rows' texts.</summary>
    public static bool ReadsTexts(LearningTask task) => task is LearningTask.Translation or LearningTask.QuestionAnswering;

    private static TrainingSet Set(FeatureMatrix features, LearningData data, IReadOnlyList<Label> labels) => data.Task == LearningTask.Classification
        ? new TrainingSet(features, [.. labels.Select(label => ((ClassLabel)label).Class)], data.Classes.Count)
        : new TrainingSet(features, data.Task, labels, data.Classes.Count);
}
