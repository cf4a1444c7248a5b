using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Decides by what CSV columns hold whether they are numeric (every value that is not missing is a number, and one is there) or categories.</summary>
internal sealed class ContentTyper(IReadOnlyList<int> columns)
{
    private readonly bool[] _hasNumber = new bool[columns.Count];
    private readonly bool[] _hasOther = new bool[columns.Count];

    public void Observe(RecordReader reader)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (_hasOther[i])
            {
                continue;
            }

            switch (ValueRules.Read(reader.Cell(columns[i]), out _))
            {
                case ValueRules.Number.Value:
                    _hasNumber[i] = true;
                    break;
                case ValueRules.Number.Invalid:
                    _hasOther[i] = true;
                    break;
                default:
                    break;
            }
        }
    }

    public FieldSchema Complete(FieldSchema schema, IReadOnlyList<string> header)
    {
        var numeric = Enumerable.Range(0, columns.Count).Where(i => _hasNumber[i] && !_hasOther[i]).ToArray();
        return schema with
        {
            Numeric = [.. numeric.Select(i => header[columns[i]])],
            Categories = [.. Enumerable.Range(0, columns.Count).Except(numeric).Select(i => header[columns[i]])],
        };
    }
}
