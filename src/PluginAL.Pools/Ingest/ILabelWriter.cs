using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Writes the label column of a segment, in the form of its task.</summary>
internal interface ILabelWriter : IDisposable
{
    /// <summary>Rows without a label.</summary>
    long Missing { get; }

    /// <summary>The first of them, as a row of the pool; −1: none.</summary>
    long FirstMissing { get; }

    /// <summary>Adds the label of the next row.</summary>
    /// <param name="record">The row's record.</param>
    /// <param name="place">Says where the record is, for an error.</param>
    void Add(FieldValues record, Func<string> place);

    /// <summary>Finishes the files, once the classes have their final indices.</summary>
    /// <param name="classMap">The final index of each provisional one.</param>
    IReadOnlyList<FileChecksum> Complete(ReadOnlySpan<int> classMap);

    /// <summary>The writer for a task.</summary>
    static ILabelWriter Create(LearningTask task, string directory, Durability durability, ClassTable classes, long firstRow) => task switch
    {
        LearningTask.Regression => new NumberLabels(directory, durability, firstRow),
        LearningTask.MultiLabel or LearningTask.Sequence => new RaggedLabels(directory, durability, classes, firstRow, sorted: task == LearningTask.MultiLabel),
        LearningTask.Translation or LearningTask.QuestionAnswering => new LabelMarks(directory, durability, firstRow),
        _ => new LabelColumn(directory, durability, classes, firstRow),
    };
}
