using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Contexts by id, where the contexts of questions are in a file of their own: JSON Lines with <c>id</c> and <c>text</c>, held in memory.</summary>
internal sealed class ContextTable
{
    /// <summary>The name that such a file has where it lies beside the questions.</summary>
    public const string UsualName = "contexts.jsonl";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private ContextTable(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Length and hash of the file.</summary>
    public PoolSourceInfo? Source { get; private set; }

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="PluginALException">The file is missing, or a line has no id or no text.</exception>
    public static ContextTable Read(string path)
    {
        var table = new ContextTable(path);
        var schema = new FieldSchema { Id = "id", Text = ["text"] };
        using var reader = RecordReader.Open(PoolSource.FromFile(path, PoolFormat.Jsonl));
        reader.Bind(new FieldPlan(schema));
        var values = new FieldValues(schema);
        while (reader.Read())
        {
            reader.Parse(values);
            if (!table._texts.TryAdd(values.Id!, values.Text))
            {
                throw reader.Place.Error($"context '{values.Id}' is there twice, expected each id once: remove one.");
            }
        }

        table.Source = reader.Complete();
        return table;
    }

    /// <summary>Copies the file into a segment, byte for byte.</summary>
    public FileChecksum CopyTo(string directory, Durability durability)
    {
        using var copy = new BlockFile(System.IO.Path.Combine(directory, PoolNames.Contexts));
        copy.Write(File.ReadAllBytes(Path));
        return copy.Complete(durability);
    }

    /// <summary>The context of an id.</summary>
    /// <exception cref="PluginALException">There is none.</exception>
    public string this[string id, RecordPlace place] => _texts.TryGetValue(id, out var text) ? text
        : throw place.Error($"context '{id}' is not in {Path}, expected the id of a context there: repair the line, or name the right file with --contexts.");
}
