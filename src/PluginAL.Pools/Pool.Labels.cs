using PluginAL.Abstractions;

namespace PluginAL.Pools;

public sealed partial class Pool
{
    /// <summary>What is to be learned, and therefore the kind of <see cref="LabelAt"/>.</summary>
    public LearningTask Task => _manifest.Task;

    /// <summary>The tokens of each row with their features, where the rows are sequences with such features; else null.</summary>
    public TokenMatrix? Tokens { get; }

    /// <summary>Whether a row has a label. Quick for every task.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>False also where the pool has no labels at all.</returns>
    public bool HasLabelAt(long row)
    {
        var segment = _segments[_index.Of(row)];
        return segment.Labels?.Has(row - segment.FirstRow) == true;
    }

    /// <summary>
    /// The label of a row, of the kind that belongs to <see cref="Task"/>: <see cref="ClassLabel"/>, <see cref="MultiLabel"/>,
    /// <see cref="NumberLabel"/>, <see cref="TagsLabel"/>, <see cref="TextLabel"/>, or <see cref="SpansLabel"/> with each answer as a span of the context.
    /// </summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>The label; null where the row has none.</returns>
    /// <exception cref="PluginALException">The pool is damaged.</exception>
    public Label? LabelAt(long row)
    {
        var segment = _segments[_index.Of(row)];
        return segment.Labels?.At(row - segment.FirstRow);
    }

    /// <summary>
    /// A row's text: its text fields with line feeds between them; of a sequence its tokens with blanks between them; of a question a line with
    /// the question, then the context.
    /// </summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>The text; empty where the pool has no text fields.</returns>
    public string TextAt(long row)
    {
        if (Schema is not { Text.Count: > 0 } || !HasRecords)
        {
            return "";
        }

        var record = Fields(row);
        return Task == LearningTask.QuestionAnswering ? $"{record.Text.ReplaceLineEndings(" ")}\n{record.Context}" : record.Text;
    }

    /// <summary>The tokens of a sequence.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>The tokens; none where the rows are no sequences.</returns>
    public IReadOnlyList<string> TokensAt(long row) => Task == LearningTask.Sequence ? Fields(row).Tokens : [];

    private FieldValues Fields(long row)
    {
        var record = new FieldValues(Schema!);
        ReadFields(row, record);
        return record;
    }

    private void RequireClasses()
    {
        RequireColumn(HasLabels, "labels");
        if (Task != LearningTask.Classification)
        {
            throw PluginALException.Input($"{Path} is a pool for --task {TaskNames.Of(Task)}, expected one for classification, whose rows have one class each: give such a pool.");
        }
    }
}
