namespace PluginAL.Encoding.Records;

/// <summary>What all generated readers of CSV lines have in common.</summary>
/// <typeparam name="T">The record type.</typeparam>
public abstract class CsvRecordReader<T> : ICsvRecordReader<T>
{
    private readonly string _recordName;
    private readonly string[] _missing;
    private readonly int[] _places;
    private readonly int _count;

    /// <summary>Finds the columns.</summary>
    /// <param name="recordName">The record type's name.</param>
    /// <param name="header">The header.</param>
    /// <param name="columns">The columns, in the order in which the derived reader asks for them.</param>
    /// <param name="ignoreCase">Whether names may differ in case.</param>
    /// <param name="missing">What stands for a missing value, besides nothing at all.</param>
    /// <exception cref="RecordFormatException">A column that must be there is not, or is there twice.</exception>
    protected CsvRecordReader(string recordName, IReadOnlyList<string> header, ReadOnlySpan<CsvColumn> columns, bool ignoreCase, string[] missing)
    {
        ArgumentNullException.ThrowIfNull(header);
        (_recordName, _missing, _count) = (recordName, missing, header.Count);
        _places = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            _places[i] = Find(header, columns[i], ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        }
    }

    /// <inheritdoc/>
    public T Read(scoped CsvFields fields) => fields.Count == _count
        ? Make(fields)
        : throw new RecordFormatException(_recordName, $"{fields.Count} fields", $"{_count}, as the header has");

    /// <summary>Makes the record.</summary>
    /// <param name="fields">The line, as long as the header.</param>
    /// <returns>The record.</returns>
    protected abstract T Make(scoped CsvFields fields);

    /// <summary>Whether a column is there and holds something.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="column">Which of the columns.</param>
    /// <returns>Whether it is and does.</returns>
    protected bool Has(scoped CsvFields fields, int column)
    {
        if (_places[column] < 0 || fields[_places[column]] is not { IsEmpty: false } text)
        {
            return false;
        }

        foreach (var mark in _missing)
        {
            if (text.SequenceEqual(mark))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A column's field.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="column">Which of the columns.</param>
    /// <returns>The field; empty where the header does not have it.</returns>
    protected ReadOnlySpan<char> At(CsvFields fields, int column) => _places[column] < 0 ? default : fields[_places[column]];

    private static int Find(IReadOnlyList<string> header, CsvColumn column, StringComparison comparison)
    {
        var found = -1;
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Equals(column.Name, comparison))
            {
                found = found < 0 ? i : throw new RecordFormatException(column.Name, $"two places in the header, {found + 1} and {i + 1}", "one");
            }
        }

        return found >= 0 || column.Expected is null
            ? found
            : throw new RecordFormatException(column.Name, $"nothing: the header names {string.Join(", ", header)}", column.Expected);
    }
}
