using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Decides by what CSV columns hold whether they are numeric (every value that is not missing is a number, and one is there) or categories.</summary>
internal sealed class ContentTyper(IReadOnlyList<int> columns)
{
    private readonly long[] _numbers = new long[columns.Count];
    private readonly long[] _others = new long[columns.Count];
    private readonly string?[] _firstOther = new string?[columns.Count];

    public void Observe(RecordReader reader)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            switch (ValueRules.Read(reader.Cell(columns[i]), out _))
            {
                case ValueRules.Number.Value:
                    _numbers[i]++;
                    break;
                case ValueRules.Number.Invalid:
                    _others[i]++;
                    _firstOther[i] ??= $"{reader.Place} holds {ValueRules.Quote(reader.Cell(columns[i]))}";
                    break;
                default:
                    break;
            }
        }
    }

    public FieldSchema Complete(FieldSchema schema, IReadOnlyList<string> header)
    {
        var numeric = Enumerable.Range(0, columns.Count).Where(i => _numbers[i] > 0 && _others[i] == 0).ToArray();
        return schema with
        {
            Numeric = [.. numeric.Select(i => header[columns[i]])],
            Categories = [.. Enumerable.Range(0, columns.Count).Except(numeric).Select(i => header[columns[i]])],
        };
    }

    /// <summary>A line for each column that is a category although most of its values are numbers.</summary>
    public IEnumerable<string> Doubts(IReadOnlyList<string> header) => Enumerable.Range(0, columns.Count)
        .Where(i => _others[i] > 0 && _numbers[i] > _others[i])
        .Select(i => FormattableString.Invariant(
            $"Column '{header[columns[i]]}' was taken as category: {_others[i]} of its {_numbers[i] + _others[i]} values are no finite numbers ({_firstOther[i]}). Repair or empty them, or name the column with --category."));
}
