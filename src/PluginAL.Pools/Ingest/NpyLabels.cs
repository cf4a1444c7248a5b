using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Labels that come beside NPY features, row after row: class numbers (n,), for regression numbers (n,), for multi-label 1 or 0 for each label
/// (n, L). A row with a negative class, a NaN, or a negative mark has no label.
/// </summary>
internal sealed class NpyLabels : IDisposable
{
    private readonly LearningTask _task;
    private readonly string _path;
    private readonly IEnumerator<string?>? _classes;
    private readonly IDisposable? _column;
    private readonly Func<long, double>? _value;
    private readonly string[] _names = [];
    private readonly long _rows;
    private long _next;

    public NpyLabels(string path, LearningTask task, ClassTable classes)
    {
        (_path, _task) = (path, task);
        if (task == LearningTask.Classification)
        {
            _classes = NpyIngest.Labels(path).GetEnumerator();
            return;
        }

        if (task is not (LearningTask.Regression or LearningTask.MultiLabel))
        {
            throw PluginALException.Usage($"{path} gives numbers as labels, and --task {TaskNames.Of(task)} learns from records: give JSONL, with the features beside it with --features.");
        }

        var header = NpyHeader.ReadFile(path);
        (_column, _value) = header.Type switch
        {
            "<f8" => Open<double>(path, value => value),
            "<f4" => Open<float>(path, value => value),
            "<i8" => Open<long>(path, value => value),
            "<i4" => Open<int>(path, value => value),
            "|u1" => Open<byte>(path, value => value),
            "|i1" => Open<sbyte>(path, value => value),
            _ => throw NpyType.Refuse(path, header.Type, task == LearningTask.Regression ? "<f8" : "|i1"),
        };
        _rows = header.RowCount;
        var width = header.Shape.Length == 1 ? 1 : header.Shape[^1];
        if (task == LearningTask.Regression ? header.Shape.Length != 1 : header.Shape.Length != 2)
        {
            _column.Dispose();
            throw PluginALException.Input(
                $"{path} has shape {header.ShapeText}, expected {(task == LearningTask.Regression ? "(n,), one number per row" : "(n, L), for each row 1 or 0 for each label")}: reshape it.");
        }

        if (task == LearningTask.MultiLabel)
        {
            _names = [.. Enumerable.Range(0, checked((int)width)).Select(i => i.ToString(CultureInfo.InvariantCulture))];
            foreach (var name in _names)
            {
                // Every label is known, also one that no row has.
                classes.IndexOf(name, () => path);
            }
        }
    }

    /// <summary>Whether there is a further row; goes to it.</summary>
    public bool HasNext() => _classes?.MoveNext() ?? _next < _rows;

    /// <summary>Adds the label of the row that <see cref="HasNext"/> went to.</summary>
    public void AddNext(ILabelWriter writer)
    {
        if (_classes is not null)
        {
            ((LabelColumn)writer).Add(_classes.Current, () => _path);
            return;
        }

        if (_task == LearningTask.Regression)
        {
            ((NumberLabels)writer).Add(_value!(_next), () => $"{_path}, row {_next} (counted from 0)");
        }
        else
        {
            writer.Add(new FieldValues(new FieldSchema()) { Labels = Marked(_next) }, () => _path);
        }

        _next++;
    }

    public void Dispose()
    {
        _classes?.Dispose();
        _column?.Dispose();
    }

    private static (IDisposable Column, Func<long, double> Value) Open<T>(string path, Func<T, double> number)
        where T : unmanaged
    {
        var column = NpyColumn<T>.Open(path);
        return (column, index => number(column[index]));
    }

    private List<string>? Marked(long row)
    {
        var labels = new List<string>();
        var isMissing = false;
        for (var i = 0; i < _names.Length; i++)
        {
            var mark = _value!((row * _names.Length) + i);
            isMissing |= double.IsNaN(mark) || mark < 0;
            if (mark == 1)
            {
                labels.Add(_names[i]);
            }
            else if (mark != 0 && !isMissing)
            {
                throw PluginALException.Input($"{_path}: row {row} has {mark} for label {i}, expected 1 or 0, or -1 where the row has no label: repair the value.");
            }
        }

        return isMissing ? null : labels;
    }
}
