using System.Collections.Immutable;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The label column of a segment, of any task; <see cref="ILabelWriter"/> writes it.</summary>
internal sealed class SegmentLabels
{
    private readonly PoolSegment _segment;
    private readonly LearningTask _task;
    private readonly int _classCount;
    private readonly FieldSchema? _schema;

    public SegmentLabels(PoolSegment segment, Manifest manifest)
    {
        (_segment, _task, _classCount, _schema) = (segment, manifest.Task, manifest.Classes.Count, manifest.Schema);
        switch (_task)
        {
            case LearningTask.Regression:
                Numbers = segment.Column<double>(PoolNames.Labels, segment.Rows);
                break;
            case LearningTask.MultiLabel or LearningTask.Sequence:
                Values = segment.Column<int>(PoolNames.LabelValues, -1);
                Offsets = segment.Column<long>(PoolNames.LabelOffsets, segment.Rows + 1);
                if (Offsets[0] != 0 || Offsets[segment.Rows] != Values.Length)
                {
                    throw PoolErrors.Damaged(
                        Offsets.Path, NpyHeader.WrittenSize, $"the offsets run from {Offsets[0]} to {Offsets[segment.Rows]}, expected 0 to {Values.Length}, the length of {PoolNames.LabelValues}");
                }

                break;
            case LearningTask.Translation or LearningTask.QuestionAnswering:
                Marks = segment.Column<byte>(PoolNames.Labels, segment.Rows);
                break;
            default:
                Classes = segment.Column<int>(PoolNames.Labels, segment.Rows);
                break;
        }
    }

    /// <summary>Classification: a class index per row, −1: none.</summary>
    public NpyColumn<int>? Classes { get; }

    /// <summary>Regression: a number per row, NaN: none.</summary>
    public NpyColumn<double>? Numbers { get; }

    /// <summary>Multi-label and sequences: class indices; the one value −1: none.</summary>
    public NpyColumn<int>? Values { get; }

    /// <summary>n + 1 offsets into <see cref="Values"/>.</summary>
    public NpyColumn<long>? Offsets { get; }

    /// <summary>Texts and spans: 1 where the record holds a label.</summary>
    public NpyColumn<byte>? Marks { get; }

    /// <summary>Whether a row has a label.</summary>
    public bool Has(long row) =>
        Classes is not null ? Classes[row] >= 0
        : Numbers is not null ? !double.IsNaN(Numbers[row])
        : Values is not null ? Indices(row) is not [-1]
        : Marks![row] != 0;

    /// <summary>The label of a row, or null.</summary>
    public Label? At(long row)
    {
        if (!Has(row))
        {
            return null;
        }

        if (Numbers is not null)
        {
            return new NumberLabel(Numbers[row]);
        }

        if (Values is not null)
        {
            var indices = Checked(row, Indices(row));
            return _task == LearningTask.MultiLabel ? new MultiLabel(indices) : new TagsLabel(indices);
        }

        if (Marks is not null)
        {
            return InRecord(row);
        }

        return new ClassLabel(Checked(row, Classes!.Values(row, 1))[0]);
    }

    /// <summary>The class indices of a row, as they stand in the file.</summary>
    public ReadOnlySpan<int> Indices(long row)
    {
        var pair = Offsets!.Values(row, 2);
        return pair[0] >= 0 && pair[0] <= pair[1] && pair[1] <= Values!.Length && pair[1] - pair[0] <= int.MaxValue
            ? Values.Values(pair[0], (int)(pair[1] - pair[0]))
            : throw PoolErrors.Damaged(Offsets.Path, Offsets.ByteOffset(row), $"row {_segment.FirstRow + row} would lie at {pair[0]} to {pair[1]} in {PoolNames.LabelValues} of {Values!.Length} values");
    }

    private Label InRecord(long row)
    {
        var record = new FieldValues(_schema!);
        _segment.ReadFields(row, record);
        return record.Answers is { } answers ? new SpansLabel([.. answers])
            : record.Label is { } text ? new TextLabel(text)
            : throw PoolErrors.Damaged(Marks!.Path, Marks.ByteOffset(row), $"row {_segment.FirstRow + row} is marked as labelled, and its record holds no label");
    }

    private ImmutableArray<int> Checked(long row, ReadOnlySpan<int> indices)
    {
        foreach (var index in indices)
        {
            if ((uint)index >= (uint)_classCount)
            {
                throw PoolErrors.Damaged(
                    (Values ?? Classes)!.Path, NpyHeader.WrittenSize, $"row {_segment.FirstRow + row} has class {index}, and the pool has {_classCount}");
            }
        }

        return [.. indices];
    }
}
