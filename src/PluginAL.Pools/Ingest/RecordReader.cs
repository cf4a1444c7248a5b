using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Reads the records of one source one after the other.</summary>
internal abstract class RecordReader(SourceStream stream, string source) : IDisposable
{
    /// <summary>What the source is called.</summary>
    public string Source { get; } = source;

    /// <summary><c>jsonl</c> or <c>csv</c>.</summary>
    public abstract string Format { get; }

    /// <summary>The bytes before the first record that belong to the file: a CSV header, else nothing.</summary>
    public abstract ReadOnlySpan<byte> Preamble { get; }

    /// <summary>The current record as it stands in the source, with its line break (a line feed where the source ends without one).</summary>
    public abstract ReadOnlySpan<byte> Record { get; }

    /// <summary>Where the current record is.</summary>
    public abstract RecordPlace Place { get; }

    public long BytesRead => stream.BytesRead;

    public long TotalBytes => stream.TotalBytes;

    protected SourceStream Stream => stream;

    /// <summary>Opens a reader of the source's format.</summary>
    public static RecordReader Open(PoolSource source)
    {
        var stream = SourceStream.Open(source);
        try
        {
            return stream.Detect(source.Format) switch
            {
                PoolFormat.Jsonl => new JsonlReader(stream, source.Name),
                PoolFormat.Csv => new CsvRecordReader(stream, source.Name),
                _ => throw PluginALException.Input($"{source.Name} is an NPY file, expected records: give it with --features."),
            };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads again what a pool has staged, without hashing it.</summary>
    public static RecordReader Staged(Stream records, string path, string format)
    {
        var stream = SourceStream.Staged(records, path);
        return format == "csv" ? new CsvRecordReader(stream, path) : new JsonlReader(stream, path);
    }

    /// <summary>The names of the fields: the CSV header, or the union over the first JSON objects.</summary>
    public abstract IReadOnlyList<string> FieldNames();

    /// <summary>Says which fields will be read.</summary>
    public abstract void Bind(FieldPlan plan);

    /// <summary>Moves to the next record.</summary>
    public abstract bool Read();

    /// <summary>Reads the planned fields of the current record.</summary>
    public abstract void Parse(FieldValues values);

    /// <summary>The text of one field of the current record; null where it has none.</summary>
    public abstract string? Value(string field);

    /// <summary>After the last record: refuses a source whose records never had a field to learn from.</summary>
    public virtual void CheckLearnable()
    {
    }

    /// <summary>The text of a CSV cell, for deciding what a column holds.</summary>
    public virtual ReadOnlySpan<byte> Cell(int column) => throw new NotSupportedException();

    public PoolSourceInfo Complete() => stream.Complete();

    public virtual void Dispose() => stream.Dispose();
}
