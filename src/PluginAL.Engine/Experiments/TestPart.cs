using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Experiments;

/// <summary>The labelled rows that an experiment measures on.</summary>
public sealed class TestPart
{
    /// <summary>Rows with one class each.</summary>
    /// <param name="features">(n, D), as the pool's.</param>
    /// <param name="classes">n class indices in <paramref name="classNames"/>.</param>
    /// <param name="classNames">The pool's classes, in its order, then those that only the test part has.</param>
    public TestPart(FeatureMatrix features, IReadOnlyList<int> classes, IReadOnlyList<string> classNames)
        : this(features, LearningTask.Classification, [], classNames)
    {
        ArgumentNullException.ThrowIfNull(classes);
        Classes = classes;
    }

    /// <summary>Rows with labels of any task.</summary>
    /// <param name="features">(n, D), as the pool's.</param>
    /// <param name="task">The task.</param>
    /// <param name="labels">n labels of the task's kind.</param>
    /// <param name="classNames">The pool's classes, labels or tags, in its order, then those that only the test part has; empty where the task has none.</param>
    public TestPart(FeatureMatrix features, LearningTask task, IReadOnlyList<Label> labels, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        (Features, Task, Labels, ClassNames) = (features, task, labels, classNames);
        Classes = task == LearningTask.Classification ? [.. labels.Select(label => ((ClassLabel)label).Class)] : [];
    }

    /// <summary>What is learned.</summary>
    public LearningTask Task { get; }

    /// <summary>(n, D), as the pool's.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>Classification only: n class indices in <see cref="ClassNames"/>; else empty.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>n labels, for tasks other than classification.</summary>
    public IReadOnlyList<Label> Labels { get; }

    /// <summary>The pool's classes, labels or tags, in its order, then those that only the test part has.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Sequences only: the features of the rows' tokens; else null.</summary>
    public TokenMatrix? Tokens { get; init; }

    /// <summary>The n rows' texts, where the task reads texts; else empty.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The number of rows n.</summary>
    public long Count => Features.RowCount;

    /// <summary>All rows of labelled data.</summary>
    /// <param name="data">The data; every row must have a label.</param>
    /// <param name="classNames">The names of the classes that the labels index; null: those of the data.</param>
    /// <returns>The test part.</returns>
    /// <exception cref="PluginALException">A row has no label.</exception>
    public static TestPart Of(LearningData data, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (labels, texts) = (new List<Label>(), new List<string>());
        for (var row = 0L; row < data.RowCount; row++)
        {
            labels.Add(data.Truth(row) ?? throw PluginALException.Input($"Row {row} (counted from 0) of the test part has no label; give it one or leave the row out."));
            if (GatheredRows.ReadsTexts(data.Task))
            {
                texts.Add(data.Text(row));
            }
        }

        return new TestPart(data.Features, data.Task, labels, classNames ?? data.Classes) { Tokens = data.Tokens, Texts = texts };
    }
}
