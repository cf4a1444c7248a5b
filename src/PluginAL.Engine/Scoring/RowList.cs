using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Scoring;

/// <summary>Reads lists of row numbers, as <c>--exclude</c> and <c>--only</c> take them.</summary>
public static class RowList
{
    /// <summary>
    /// Reads rows: an NPY file of int64, a text file with a row number on each line (or a ranked-rows CSV, whose column
    /// <c>row</c> is taken), or the numbers themselves, separated by commas.
    /// </summary>
    /// <param name="text">A path, or numbers.</param>
    /// <param name="rowCount">The number of rows of the pool.</param>
    /// <returns>The rows, ascending, each once.</returns>
    /// <exception cref="PluginALException">Something is not a row number of the pool; says where.</exception>
    public static long[] Read(string text, long rowCount)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!File.Exists(text))
        {
            if (text.AsSpan().IndexOfAnyExcept("0123456789, -+") >= 0)
            {
                throw PluginALException.Input($"'{text}' is neither a file nor row numbers; give a file of row numbers, or numbers with commas.");
            }

            return Ascending(text.Split(',').Select((part, index) => Parse(part, $"item {index + 1} of '{text}'", rowCount)));
        }

        if (text.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            using var column = NpyColumn<long>.Open(text);
            var rows = new long[column.Length];
            for (var i = 0L; i < rows.Length; i++)
            {
                rows[i] = column[i] >= 0 && column[i] < rowCount ? column[i] : throw Outside(column[i].ToString(CultureInfo.InvariantCulture), $"{text} at position {i}", rowCount);
            }

            return Ascending(rows);
        }

        var lines = File.ReadAllLines(text);
        var ranked = lines.Length > 0 && lines[0].StartsWith("rank,row,", StringComparison.Ordinal);
        return Ascending(
            lines.Select((line, index) => (Line: line, Number: index + 1))
                .Skip(ranked ? 1 : 0)
                .Where(line => !string.IsNullOrWhiteSpace(line.Line))
                .Select(line => Parse(ranked ? line.Line.Split(',')[1] : line.Line, $"{text} line {line.Number}", rowCount)));
    }

    private static long[] Ascending(IEnumerable<long> rows) => [.. rows.Distinct().Order()];

    private static long Parse(string text, string where, long rowCount) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < rowCount ? row : throw Outside(text.Trim(), where, rowCount);

    private static PluginALException Outside(string found, string where, long rowCount) =>
        PluginALException.Input($"{where} is '{found}'; expected a row number from 0 to {rowCount - 1}, or a file of them.");
}
