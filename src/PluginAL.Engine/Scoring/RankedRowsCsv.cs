using System.Globalization;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>The file that ranks rows: <c>rank,row,score</c>, and the id where the pool has ids; best first, ranks from 1.</summary>
public static class RankedRowsCsv
{
    private const string Header = "rank,row,score";

    /// <summary>Writes the file, whole or not at all. Scores have nine significant digits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows, best first.</param>
    /// <param name="id">Gives a row's id; null where there are none.</param>
    /// <exception cref="PluginALException">The path exists and is something else.</exception>
    public static void Write(string path, IReadOnlyList<ScoredRow> rows, Func<long, string?>? id = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireReplaceable(path);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(id is null ? Header : Header + ",id");
            for (var i = 0; i < rows.Count; i++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1},{rows[i].Row},{rows[i].Score:G9}"));
                if (id is not null)
                {
                    writer.Write(',');
                    writer.Write(Quote(id(rows[i].Row) ?? ""));
                }

                writer.WriteLine();
            }
        });
    }

    /// <summary>Refuses a path that exists and is not such a file.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="PluginALException">It is something else.</exception>
    public static void RequireReplaceable(string path)
    {
        if (Directory.Exists(path))
        {
            throw PluginALException.Input($"{path} is a directory; give a file name for the ranked rows.");
        }

        if (File.Exists(path) && new FileInfo(path).Length > 0)
        {
            using var reader = new StreamReader(path);
            var buffer = new char[Header.Length];
            var read = reader.ReadBlock(buffer);
            if (new string(buffer, 0, read) != Header)
            {
                throw PluginALException.Input($"{path} exists and does not begin with '{Header}', so it is not overwritten; give another name or remove it.");
            }
        }
    }

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
