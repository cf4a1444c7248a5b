using System.Text;
using CsvHelper;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Reads the planned fields of a CSV record. It changes nothing, so several threads may share one.</summary>
internal sealed class CsvFields
{
    private readonly FieldPlan _plan;
    private readonly int[] _columns;
    private readonly int _width;

    /// <summary>Finds the planned fields in a header. A label or a cost that is not there stays missing; any other field is an error.</summary>
    public CsvFields(FieldPlan plan, IReadOnlyList<string> header, string source)
    {
        _plan = plan;
        _width = header.Count;
        _columns = new int[plan.Fields.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            var field = plan.Fields[i];
            _columns[i] = IndexOf(header, field.Name);
            if (_columns[i] < 0 && field.Targets.Any(target => target.Role is not (FieldRole.Label or FieldRole.Cost)))
            {
                throw FieldResolver.NoSuchField(source, field.Name, header);
            }
        }
    }

    public static CsvReaderOptions Options(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        TrackLineNumbers = true,
        DetectSeparatorHint = false,
        PoolStrings = true,
        MaxRecordSize = 1 << 28,
        BufferSize = 1 << 18,
    };

    /// <summary>The separator: a comma, unless the header has none but has tabs, or semicolons.</summary>
    public static char Separator(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? head : head[..end];
        return line.Contains((byte)',') ? ',' : line.Contains((byte)'\t') ? '\t' : line.Contains((byte)';') ? ';' : ',';
    }

    public void CheckWidth(CsvReader reader, RecordPlace place)
    {
        if (reader.FieldCount != _width)
        {
            throw place.Error($"found {reader.FieldCount} fields, expected {_width} as in the header: repair the row (quote a field that holds the separator).");
        }
    }

    public void Parse(CsvReader reader, FieldValues values, RecordPlace place)
    {
        values.Id = null;
        values.Label = null;
        values.Cost = double.NaN;
        var task = _plan.Schema.Task == LearningTask.Classification ? null : new TaskValues(_plan.Schema, _plan.Contexts);
        task?.Reset(values);
        var texts = _plan.Schema.Text.Count > 1 ? new string[_plan.Schema.Text.Count] : [];
        values.Text = "";
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (column < 0)
            {
                continue;
            }

            foreach (var (role, index) in _plan.Fields[i].Targets)
            {
                if (task?.Takes(role) == true)
                {
                    task.Take(Encoding.UTF8.GetString(reader.GetSpan(column)), role, _plan.Fields[i].Name, values, place);
                    continue;
                }

                switch (role)
                {
                    case FieldRole.Id:
                        values.Id = Encoding.UTF8.GetString(reader.GetSpan(column));
                        break;
                    case FieldRole.Label:
                        values.Label = reader.GetString(column) is { Length: > 0 } label ? label : null;
                        break;
                    case FieldRole.Cost:
                        values.Cost = ValueRules.Read(reader.GetSpan(column), out var cost) == ValueRules.Number.Missing || cost > 0
                            ? cost
                            : throw place.Error($"column '{_plan.Fields[i].Name}' holds the cost {ValueRules.Quote(reader.GetSpan(column))}, {ValueRules.CostExpected}");
                        break;
                    case FieldRole.Text when texts.Length == 0:
                        values.Text = Encoding.UTF8.GetString(reader.GetSpan(column));
                        break;
                    case FieldRole.Text:
                        texts[index] = Encoding.UTF8.GetString(reader.GetSpan(column));
                        break;
                    case FieldRole.Number:
                        if (ValueRules.Read(reader.GetSpan(column), out values.Numbers[index]) == ValueRules.Number.Invalid)
                        {
                            throw place.Error(
                                $"column '{_plan.Fields[i].Name}' holds {ValueRules.Quote(reader.GetSpan(column))}, expected a finite number: "
                                + "repair the cell, or name the column with --category or --text.");
                        }

                        break;
                    case FieldRole.Image:
                        values.Images[index] = reader.GetSpan(column) is { IsEmpty: false } path ? Encoding.UTF8.GetString(path) : null;
                        break;
                    default:
                        values.Categories[index] = ValueRules.IsMissingCategory(reader.GetSpan(column)) ? null : reader.GetString(column);
                        break;
                }
            }
        }

        if (texts.Length > 0)
        {
            values.Text = string.Join('\n', texts);
        }

        task?.Complete(values, place);

        if (_plan.Schema.Id is { } id && string.IsNullOrEmpty(values.Id))
        {
            throw place.Error($"column '{id}' is empty, expected an id in every row: fill it in, or name another column with --id.");
        }
    }

    private static int IndexOf(IReadOnlyList<string> header, string name)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
