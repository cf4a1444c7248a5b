using PluginAL.Abstractions;

namespace PluginAL.Engine.Annotators;

/// <summary>The classes that annotators gave to rows: any number of annotators for a row, each at most once; a second label replaces the first.</summary>
public sealed class AnnotatorLabels
{
    private readonly SortedDictionary<long, List<AnnotatorLabel>> _rows = [];

    /// <summary>No labels yet.</summary>
    /// <param name="annotatorCount">The number of annotators A.</param>
    /// <param name="classCount">The number of classes C, at least 2.</param>
    public AnnotatorLabels(int annotatorCount, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(annotatorCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        (AnnotatorCount, ClassCount) = (annotatorCount, classCount);
    }

    /// <summary>The number of annotators A.</summary>
    public int AnnotatorCount { get; }

    /// <summary>The number of classes C.</summary>
    public int ClassCount { get; }

    /// <summary>The rows that have a label, ascending.</summary>
    public IReadOnlyCollection<long> Rows => _rows.Keys;

    /// <summary>The number of labels.</summary>
    public int Count { get; private set; }

    /// <summary>The labels of a row, in the order in which they came.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its labels; none where it has none.</returns>
    public IReadOnlyList<AnnotatorLabel> Of(long row) => _rows.TryGetValue(row, out var labels) ? labels : [];

    /// <summary>Whether an annotator has labelled a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="annotator">The annotator.</param>
    /// <returns>True if so.</returns>
    public bool Has(long row, int annotator) => _rows.TryGetValue(row, out var labels) && labels.Exists(label => label.Annotator == annotator);

    /// <summary>Adds a label, or replaces the annotator's own for that row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="annotator">The annotator, in [0, A).</param>
    /// <param name="class">The class, in [0, C).</param>
    /// <exception cref="PluginALException">There is no such annotator or class.</exception>
    public void Add(long row, int annotator, int @class)
    {
        if ((uint)annotator >= (uint)AnnotatorCount || (uint)@class >= (uint)ClassCount)
        {
            throw PluginALException.Input(
                $"Row {row} is labelled {@class} by annotator {annotator}; there are annotators from 0 to {AnnotatorCount - 1} and classes from 0 to {ClassCount - 1}.");
        }

        if (!_rows.TryGetValue(row, out var labels))
        {
            _rows.Add(row, labels = []);
        }

        var before = labels.FindIndex(label => label.Annotator == annotator);
        if (before >= 0)
        {
            labels[before] = new AnnotatorLabel(annotator, @class);
            return;
        }

        labels.Add(new AnnotatorLabel(annotator, @class));
        Count++;
    }
}
