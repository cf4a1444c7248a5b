using System.Collections;
using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>
/// A pool whose records are of one type: written from records, CSV or JSON Lines, opened only where type and pool agree, and read
/// as records again. It is an ordinary pool; the tool and NumPy read it too.
/// </summary>
/// <typeparam name="T">The record type, marked <c>[PoolRecord]</c>.</typeparam>
[DebuggerDisplay("{Path}: {Count} records")]
public sealed partial class RecordPool<T> : IReadOnlyList<T>, IDisposable
{
    private RecordParser<T>[] _parsers;

    private RecordPool(Pool pool, FeatureState state, PoolBuildResult? built)
    {
        Pool = pool;
        State = state;
        Built = built;
        _parsers = Parsers(pool);
    }

    /// <summary>The pool itself; another one after an append.</summary>
    public Pool Pool { get; private set; }

    /// <summary>The directory of the pool.</summary>
    public string Path => Pool.Path;

    /// <summary>What was learned when the pool was made: means, deviations, vocabularies.</summary>
    public FeatureState State { get; }

    /// <summary>What the last create or append of this object added; null where it was only opened.</summary>
    public PoolBuildResult? Built { get; private set; }

    /// <summary>The number of records N.</summary>
    public long Count => Pool.RowCount;

    int IReadOnlyCollection<T>.Count => checked((int)Count);

    /// <summary>A record, read from the pool.</summary>
    /// <param name="row">The row, in [0, N).</param>
    public T this[long row]
    {
        get
        {
            var segment = Pool.SegmentOf(row);
            var count = 1;
            return Read(Pool, _parsers, segment, row - Pool.Segments[segment].FirstRow, ref count).List[0];
        }
    }

    T IReadOnlyList<T>.this[int index] => this[index];

    /// <summary>Makes a pool of records; they are kept as JSON Lines.</summary>
    /// <param name="path">The directory to be made.</param>
    /// <param name="records">The records, read once.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <returns>The pool, open.</returns>
    /// <exception cref="PluginALException">A record has no id where the type has one, or something else is at <paramref name="path"/>.</exception>
    public static RecordPool<T> Create(string path, IEnumerable<T> records, RecordPoolOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Create(path, new MemorySource<T>(records, RecordAdapters<T>.Format), options, cancellation);
    }

    /// <summary>Makes a pool of a CSV file, whose header names the members; its lines are kept as they are.</summary>
    /// <param name="path">The directory to be made.</param>
    /// <param name="file">The CSV file.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <returns>The pool, open.</returns>
    /// <exception cref="PluginALException">The file is wrong (names line, row and column), or something else is at <paramref name="path"/>.</exception>
    public static RecordPool<T> CreateFromCsv(string path, string file, RecordPoolOptions? options = null, CancellationToken cancellation = default) =>
        Create(path, new FileSource<T>(file, PoolFormat.Csv, RecordAdapters<T>.Format), options, cancellation);

    /// <summary>Makes a pool of a file of JSON Lines, whose properties are the members; its lines are kept as they are.</summary>
    /// <param name="path">The directory to be made.</param>
    /// <param name="file">The JSON Lines file.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <returns>The pool, open.</returns>
    /// <exception cref="PluginALException">The file is wrong (names line, row and property), or something else is at <paramref name="path"/>.</exception>
    public static RecordPool<T> CreateFromJsonl(string path, string file, RecordPoolOptions? options = null, CancellationToken cancellation = default) =>
        Create(path, new FileSource<T>(file, PoolFormat.Jsonl, RecordAdapters<T>.Format), options, cancellation);

    /// <summary>Opens a pool that was made of this type.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="PluginALException">
    /// It is no pool, or damaged; or it was made of another type or an earlier form of this one: the message has both schema hashes and the
    /// first column that differs.
    /// </exception>
    public static RecordPool<T> Open(string path)
    {
        var adapter = RecordAdapters<T>.Features;
        var pool = Pool.Open(path);
        try
        {
            var encoder = EncoderOf(pool);
            if (encoder.SchemaHash != adapter.SchemaHash)
            {
                throw Differs(path, encoder, adapter);
            }

            return new RecordPool<T>(pool, StateOf(encoder), null);
        }
        catch
        {
            pool.Dispose();
            throw;
        }
    }

    /// <summary>Adds records as a new segment, with the pool's state and classes.</summary>
    /// <param name="records">The records, read once.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; the pool stays as it was.</param>
    /// <returns>What was added.</returns>
    /// <exception cref="PluginALException">A record has no id where the type has one, or another process writes the pool.</exception>
    public PoolBuildResult Append(IEnumerable<T> records, RecordPoolOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Append(new MemorySource<T>(records, RecordAdapters<T>.Format), options, cancellation);
    }

    /// <summary>Adds the records of a CSV file as a new segment, with the pool's state and classes.</summary>
    /// <param name="file">The CSV file.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; the pool stays as it was.</param>
    /// <returns>What was added.</returns>
    /// <exception cref="PluginALException">The file is wrong (names line, row and column), or another process writes the pool.</exception>
    public PoolBuildResult AppendCsv(string file, RecordPoolOptions? options = null, CancellationToken cancellation = default) =>
        Append(new FileSource<T>(file, PoolFormat.Csv, RecordAdapters<T>.Format), options, cancellation);

    /// <summary>Adds the records of a file of JSON Lines as a new segment, with the pool's state and classes.</summary>
    /// <param name="file">The JSON Lines file.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; the pool stays as it was.</param>
    /// <returns>What was added.</returns>
    /// <exception cref="PluginALException">The file is wrong (names line, row and property), or another process writes the pool.</exception>
    public PoolBuildResult AppendJsonl(string file, RecordPoolOptions? options = null, CancellationToken cancellation = default) =>
        Append(new FileSource<T>(file, PoolFormat.Jsonl, RecordAdapters<T>.Format), options, cancellation);

    /// <summary>The records in order, read from the pool a block at a time.</summary>
    /// <returns>The records.</returns>
    public IEnumerator<T> GetEnumerator() => Records(Pool, _parsers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Unmaps the pool. Nobody may read it any more.</summary>
    public void Dispose() => Pool.Dispose();

    private static RecordPool<T> Create(string path, RecordSource<T> source, RecordPoolOptions? options, CancellationToken cancellation)
    {
        using (source)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            options ??= new RecordPoolOptions();
            var (adapter, format) = (RecordAdapters<T>.Features, RecordAdapters<T>.Format);
            var state = options.State is { } given ? RecordAdapter.Require(adapter, given) : null;
            var built = PoolBuilder.Change(path, append: false, options.Step, (transaction, durability) =>
                new RecordIngest<T>(transaction, durability, source, adapter, format, state, options, cancellation).Run());
            var opened = Open(path);
            opened.Built = built;
            return opened;
        }
    }

    private static RecordParser<T>[] Parsers(Pool pool) =>
        [.. pool.Segments.Select(segment => RecordParser<T>.Of(RecordAdapters<T>.Format, segment.Segment.Records ?? "jsonl", segment.Preamble, segment.RecordsPath))];

    private static RecordEncoder EncoderOf(Pool pool) =>
        (pool.HasPipeline && pool.HasRecords ? pool.RecordEncoder() : null) ?? throw PluginALException.Input(
            $"Pool {pool.Path} was not made of a record type, so it has no records of {typeof(T).Name}; make one with RecordPool<{typeof(T).Name}>.CreateFromCsv or CreateFromJsonl.");

    private static FeatureState StateOf(RecordEncoder encoder)
    {
        using var bytes = new MemoryStream(encoder.State.ToArray(), writable: false);
        return FeatureState.Load(bytes);
    }

    private static PluginALException Differs(string path, RecordEncoder old, IFeatureAdapter<T> adapter) => PluginALException.Input(
        $"Pool {path} was made of {old.RecordName} with schema {old.SchemaHash}, and {adapter.RecordName} now has {adapter.SchemaHash}: {Plan(old).FirstDifference}; "
        + $"make a new pool of it with RecordPool<{typeof(T).Name}>.Migrate, or use the type as it was.");

    private PoolBuildResult Append(RecordSource<T> source, RecordPoolOptions? options, CancellationToken cancellation)
    {
        using (source)
        {
            options ??= new RecordPoolOptions();
            var built = PoolBuilder.Change(Path, append: true, options.Step, (transaction, durability) => transaction.Base!.SchemaHash == Pool.SchemaHash
                ? new RecordIngest<T>(transaction, durability, source, RecordAdapters<T>.Features, RecordAdapters<T>.Format, State, options, cancellation).Run()
                : throw PluginALException.Input($"Pool {Path} was replaced by one with another schema while it was open; open it again."));
            var old = Pool;
            Pool = Pool.Open(Path);
            _parsers = Parsers(Pool);
            old.Dispose();
            Built = built;
            return built;
        }
    }

    private static IEnumerable<T> Records(Pool pool, RecordParser<T>[] parsers)
    {
        const int Block = 1024;
        for (var segment = 0; segment < parsers.Length; segment++)
        {
            for (var row = 0L; row < pool.Segments[segment].Rows;)
            {
                var count = Block;
                foreach (var record in Read(pool, parsers, segment, row, ref count).List)
                {
                    yield return record;
                }

                row += count;
            }
        }
    }

    private static ParsedRecords<T> Read(Pool pool, RecordParser<T>[] parsers, int segment, long row, ref int count)
    {
        var part = pool.Segments[segment];
        var lines = part.RecordRange(row, ref count);
        var records = new ParsedRecords<T>();
        try
        {
            parsers[segment].Parse(lines, 0, records);
        }
        catch (RecordFault fault)
        {
            throw new RecordPlace(part.RecordsPath, 0, row + fault.Index + 1).Error(fault.Message + ".", fault.InnerException ?? fault);
        }

        return records.Count == count ? records : throw PluginALException.Input(
            $"{part.RecordsPath}: rows {row + 1} to {row + count} hold {records.Count} records, expected {count}: run 'pluginal pool verify {pool.Path}'.");
    }
}
