namespace PluginAL.Abstractions;

/// <summary>Labelled rows.</summary>
public sealed class TrainingSet
{
    private readonly int[]? _classes;

    /// <summary>Rows with one class each.</summary>
    /// <param name="features">(n, D).</param>
    /// <param name="classes">n class indices, each in [0, C).</param>
    /// <param name="classCount">The number of classes C.</param>
    /// <exception cref="ArgumentException">The lengths do not agree or a class is out of range.</exception>
    public TrainingSet(FeatureMatrix features, int[] classes, int classCount)
        : this(features, LearningTask.Classification, classCount, features?.RowCount ?? 0, classes?.Length ?? 0)
    {
        ArgumentNullException.ThrowIfNull(classes);
        foreach (var label in classes)
        {
            if ((uint)label >= (uint)classCount)
            {
                throw new ArgumentException($"Class {label} is not one of {classCount}.", nameof(classes));
            }
        }

        _classes = classes;
    }

    /// <summary>Rows with labels of any task.</summary>
    /// <param name="features">(n, D).</param>
    /// <param name="task">The task.</param>
    /// <param name="labels">n labels of the task's kind.</param>
    /// <param name="classCount">The number of classes, labels or tags; 0 where the task has none.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public TrainingSet(FeatureMatrix features, LearningTask task, IReadOnlyList<Label> labels, int classCount)
        : this(features, task, classCount, features?.RowCount ?? 0, labels?.Count ?? 0)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Labels = labels;
        if (task == LearningTask.Classification)
        {
            _classes = [.. labels.Select(label => ((ClassLabel)label).Class)];
        }
    }

    private TrainingSet(FeatureMatrix? features, LearningTask task, int classCount, long rows, int labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (rows != labels)
        {
            throw new ArgumentException($"{rows} rows came with {labels} labels.", nameof(features));
        }

        Features = features;
        Task = task;
        ClassCount = classCount;
    }

    /// <summary>The features of the labelled rows, (n, D).</summary>
    public FeatureMatrix Features { get; }

    /// <summary>What is to be learned.</summary>
    public LearningTask Task { get; }

    /// <summary>The number of classes C that the pool knows.</summary>
    public int ClassCount { get; }

    /// <summary>The labels, for tasks other than <see cref="LearningTask.Classification"/>; there, <see cref="Classes"/> is the way.</summary>
    public IReadOnlyList<Label> Labels { get; } = [];

    /// <summary>Sequences only: the features of each token of the n sequences; else null.</summary>
    public TokenMatrix? Tokens { get; init; }

    /// <summary>The n rows' texts, where the task reads texts (<see cref="LearningTask.Translation"/>, <see cref="LearningTask.QuestionAnswering"/>); else empty.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Classification only: n class indices.</summary>
    /// <exception cref="InvalidOperationException">The task is another one.</exception>
    public ReadOnlySpan<int> Classes => _classes ?? throw new InvalidOperationException($"A {Task} training set has no classes.");
}
