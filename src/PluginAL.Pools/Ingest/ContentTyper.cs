using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Decides by what CSV columns hold whether they are numeric (every value that is not missing is a number, and one is there) or categories.</summary>
internal sealed class ContentTyper(IReadOnlyList<int> columns)
{
    // As many values that are no numbers are looked at for whether they come again; of fewer than the least nothing is said.
    private const int Sample = 1000;
    private const int Least = 20;

    private static readonly string[] ImageEndings = [".png", ".pgm", ".ppm", ".bmp"];

    private readonly long[] _numbers = new long[columns.Count];
    private readonly long[] _others = new long[columns.Count];
    private readonly string?[] _firstOther = new string?[columns.Count];
    private readonly HashSet<string>?[] _different = new HashSet<string>?[columns.Count];

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
                    if (_others[i]++ < Sample)
                    {
                        (_different[i] ??= new HashSet<string>(StringComparer.Ordinal)).Add(Encoding.UTF8.GetString(reader.Cell(columns[i])));
                    }

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

    /// <summary>A line for each column that is a category although most of its values are numbers, or differ from one another.</summary>
    public IEnumerable<string> Doubts(IReadOnlyList<string> header)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var name = header[columns[i]];
            if (_others[i] > 0 && _numbers[i] > _others[i])
            {
                yield return FormattableString.Invariant(
                    $"Column '{name}' was taken as category: {_others[i]} of its {_numbers[i] + _others[i]} values are no finite numbers ({_firstOther[i]}). Repair or empty them, or name the column with --category.");
            }
            else if (_different[i] is { Count: >= Least } different && different.Count > 0.9 * Math.Min(_others[i], Sample))
            {
                var isImage = different.All(value => ImageEndings.Any(ending => value.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
                yield return $"Column '{name}' was taken as category, and hardly a value of it is there twice ({_firstOther[i]}): name it with "
                    + (isImage ? "--image to learn from the images." : "--text if it is text, with --id if it identifies the row, or with --category if that is right.");
            }
        }
    }
}
