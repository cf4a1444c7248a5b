using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Which entities and relations the rows of a pool mention.</summary>
internal sealed class Triples
{
    private readonly long[] _rows;
    private readonly int[] _starts;
    private readonly int[] _items;
    private readonly string _path;
    private readonly bool _namesRows;
    private readonly long _rowCount;

    /// <summary>What rows mention, by row and item.</summary>
    private Triples(string path, bool namesRows, List<(long Row, int Item)> mentions, int itemCount)
    {
        (_path, _namesRows, ItemCount) = (path, namesRows, itemCount);
        mentions.Sort();
        var (rows, starts, items) = (new List<long>(), new List<int>(), new List<int>(mentions.Count));
        for (var i = 0; i < mentions.Count; i++)
        {
            if (i == 0 || mentions[i].Row != mentions[i - 1].Row)
            {
                rows.Add(mentions[i].Row);
                starts.Add(items.Count);
            }

            if (i == 0 || mentions[i] != mentions[i - 1])
            {
                items.Add(mentions[i].Item);
            }
        }

        (_rows, _starts, _items) = ([.. rows], [.. starts, items.Count], [.. items]);
        _rowCount = _rows.Length == 0 ? 0 : _rows[^1] + 1;
    }

    /// <summary>The number of different entities and relations.</summary>
    public int ItemCount { get; }

    /// <summary>The entities and relations of a row, each once; none where no triple names it.</summary>
    public ReadOnlySpan<int> Of(long row)
    {
        var at = Array.BinarySearch(_rows, row);
        return at < 0 ? [] : _items.AsSpan(_starts[at].._starts[at + 1]);
    }

    /// <summary>Refuses a file of another pool: one line for each row, or no row beyond the last.</summary>
    /// <param name="poolRows">The number of the pool's rows.</param>
    /// <exception cref="PluginALException">The numbers differ; names both.</exception>
    public void RequireRows(long poolRows)
    {
        if (_namesRows ? _rowCount > poolRows : _rowCount != poolRows)
        {
            throw PluginALException.Input(_namesRows
                ? $"{_path} has triples of row {_rowCount - 1} (counted from 0), and the pool has {poolRows} rows; give the triples of this pool."
                : $"{_path} has {_rowCount} triples, and the pool has {poolRows} rows; give one line for each row, or lines of row (from 0), head, relation and tail.");
        }
    }

    /// <summary>Reads a file of triples.</summary>
    /// <exception cref="PluginALException">The file is missing, or a line is none of a triple; names it.</exception>
    public static Triples Read(string path)
    {
        if (path.Length == 0 || !File.Exists(path))
        {
            throw PluginALException.Usage(
                (path.Length == 0 ? "'kg-coverage' was given no triples" : $"Option 'triples' of 'kg-coverage' is '{path}', which is no file")
                + "; give a file of lines with head, relation and tail, with tabs between them, one for each row of the pool, by --triples FILE or kg-coverage:triples=FILE.");
        }

        // Entities and relations are told apart, and so may share a name.
        var numbers = new Dictionary<(bool Relation, string Name), int>();
        var mentions = new List<(long Row, int Item)>();
        var (line, row, columns) = (0, 0L, 0);
        foreach (var text in File.ReadLines(path))
        {
            line++;
            var cells = text.TrimEnd('\r').Split('\t');
            if (line == 1 && text.TrimEnd('\r') is "head\trelation\ttail" or "row\thead\trelation\ttail")
            {
                continue;
            }

            columns = columns == 0 ? cells.Length : columns;
            var at = row++;
            if (columns is not (3 or 4) || cells.Length != columns
                || (columns == 4 && (!long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out at) || at < 0)))
            {
                throw PluginALException.Input(
                    $"{path}, line {line}: found {cells.Length} columns ('{(text.Length <= 60 ? text : text[..57] + "...")}'); expected head, relation and tail, or row (from 0), head, relation and tail, with tabs between them, "
                    + "the same in every line.");
            }

            mentions.Add((at, Number(false, cells[^3])));
            mentions.Add((at, Number(true, cells[^2])));
            mentions.Add((at, Number(false, cells[^1])));
        }

        return new Triples(path, columns == 4, mentions, numbers.Count);

        int Number(bool relation, string name)
        {
            if (!numbers.TryGetValue((relation, name), out var number))
            {
                numbers.Add((relation, name), number = numbers.Count);
            }

            return number;
        }
    }
}
