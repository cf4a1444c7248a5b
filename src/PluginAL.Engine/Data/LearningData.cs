using PluginAL.Abstractions;

namespace PluginAL.Engine.Data;

/// <summary>What a session learns from: features of all rows, the names of the classes, and, where it is known, the truth.</summary>
public abstract class LearningData
{
    private FeatureMatrix? _dense;

    /// <summary>What is to be learned.</summary>
    public virtual LearningTask Task => LearningTask.Classification;

    /// <summary>Identifies the data and how they became features: a session goes on only where it is the same.</summary>
    public abstract string Fingerprint { get; }

    /// <summary>The number of rows N.</summary>
    public long RowCount => Features.RowCount;

    /// <summary>(N, D).</summary>
    public abstract FeatureMatrix Features { get; }

    /// <summary>The features as dense rows, (N, E): themselves where they are dense, else a random projection (<see cref="ProjectedFeatures"/>).</summary>
    public FeatureMatrix DenseFeatures => LazyInitializer.EnsureInitialized(ref _dense, () => ProjectedFeatures.DenseOf(Features))!;

    /// <summary>The names of the classes, by index.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Sequences only: the features of each row's tokens; else null.</summary>
    public virtual TokenMatrix? Tokens => null;

    /// <summary>Whether rows have texts; a strategy that needs <see cref="Signals.Texts"/> is refused where not.</summary>
    public virtual bool HasTexts => Task is LearningTask.Sequence or LearningTask.Translation or LearningTask.QuestionAnswering;

    /// <summary>A row's text, for tasks and strategies that read it.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The text; empty where the data have none.</returns>
    public virtual string Text(long row) => "";

    /// <summary>What a row costs to label, in units of the budget.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its cost, above 0; null where the data do not say.</returns>
    public virtual double? Cost(long row) => null;

    /// <summary>The label that the data itself hold for a row, or null.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The label, or null.</returns>
    public abstract Label? Truth(long row);

    /// <summary>The record as a person would read it.</summary>
    /// <param name="row">The row.</param>
    /// <returns>One or more lines.</returns>
    public abstract string Describe(long row);
}
