using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// One change of a pool by one writer. Everything new lies in directories that no manifest names until the commit renames
/// the new manifest over the old one: before that a crash leaves the old pool (or no pool), after it the new one.
/// </summary>
internal sealed class PoolTransaction : IDisposable
{
    private readonly Durability _durability;
    private readonly bool _madeDirectory;
    private readonly List<string> _made = [];
    private FileStream? _lock;

    private PoolTransaction(string path, Durability durability, bool madeDirectory, FileStream heldLock)
    {
        Path = path;
        _durability = durability;
        _madeDirectory = madeDirectory;
        _lock = heldLock;
    }

    public string Path { get; }

    /// <summary>The pool as it is before the change; null when it is being created.</summary>
    public Manifest? Base { get; private init; }

    /// <summary>Whether readers see the new manifest.</summary>
    public bool Committed { get; private set; }

    /// <summary>What an interrupted earlier change had left and was removed.</summary>
    public IReadOnlyList<string> Removed { get; private set; } = [];

    /// <summary>Whether a directory holds nothing but what an interrupted create leaves.</summary>
    public static bool IsLeftover(string path) =>
        File.Exists(System.IO.Path.Combine(path, PoolNames.Lock))
        && !File.Exists(System.IO.Path.Combine(path, Manifest.FileName))
        && Directory.EnumerateFileSystemEntries(path).All(entry => PoolNames.IsOwn(System.IO.Path.GetFileName(entry)));

    /// <summary>Whether a writer is at work just now.</summary>
    public static bool IsLocked(string path)
    {
        try
        {
            new FileStream(System.IO.Path.Combine(path, PoolNames.Lock), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is IOException;
        }
    }

    public static PoolTransaction BeginCreate(string path, Durability durability)
    {
        if (File.Exists(path))
        {
            throw PoolErrors.Exists(path, "a file");
        }

        var existed = Directory.Exists(path);
        CheckFree(path, existed);
        Directory.CreateDirectory(path);
        var held = TakeLock(path);
        try
        {
            // Another writer may have finished between the check and the lock.
            CheckFree(path, existed: true);
            var transaction = new PoolTransaction(path, durability, !existed, held);
            transaction.RemoveLeftovers([]);
            durability.Reach("locked", path);
            return transaction;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public static PoolTransaction BeginAppend(string path, Durability durability)
    {
        if (!File.Exists(System.IO.Path.Combine(path, Manifest.FileName)))
        {
            // Says precisely what is there instead.
            Pool.Open(path).Dispose();
        }

        var held = TakeLock(path);
        try
        {
            var manifest = ManifestFile.Read(path);
            var transaction = new PoolTransaction(path, durability, madeDirectory: false, held) { Base = manifest };
            transaction.RemoveLeftovers([.. manifest.Segments.Select(segment => segment.Name)]);
            durability.Reach("locked", path);
            return transaction;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Makes the directory of a new segment.</summary>
    public string AddSegment(out string name)
    {
        var number = Base is null ? 0 : Base.Segments.Max(segment => int.Parse(segment.Name, CultureInfo.InvariantCulture)) + 1;
        name = PoolNames.Segment(number + _made.Count);
        var directory = System.IO.Path.Combine(Path, name);
        _made.Add(directory);
        Directory.CreateDirectory(directory);
        _durability.Reach("segment-made", directory);
        return directory;
    }

    /// <summary>Writes the pipeline of a pool that is being created.</summary>
    private void WritePipeline(byte[] bytes)
    {
        using var stream = new FileStream(System.IO.Path.Combine(Path, PoolNames.Pipeline), FileMode.CreateNew, FileAccess.Write);
        stream.Write(bytes);
        _durability.Flush(stream);
    }

    /// <summary>Commits new segments: those of a new pool, or behind those that are there.</summary>
    /// <exception cref="PluginALException">The columns are not those of the pool.</exception>
    public void Commit(
        IReadOnlyList<PoolColumnInfo> columns, FieldSchema? schema, FeaturePipeline? pipeline, IReadOnlyList<string> classes, IReadOnlyList<ManifestSegment> segments,
        LearningTask task = LearningTask.Classification)
    {
        if (Base is not { } old)
        {
            var first = First(columns, schema, pipeline, classes, segments) with { Task = task };
            _durability.Reach("columns-written", Path);
            Commit(first);
            return;
        }

        if (!columns.SequenceEqual(old.Columns))
        {
            throw PluginALException.Input(
                $"The rows to append have the columns {Names(columns)}, but {Path} has {Names(old.Columns)}, expected the same: give the same kind of input as the pool was made of.");
        }

        _durability.Reach("columns-written", Path);
        Commit(old with { Classes = classes, Segments = [.. old.Segments, .. segments] });
    }

    /// <summary>Makes the change visible and durable. The files of the new segments have been flushed by their writers.</summary>
    private void Commit(Manifest manifest)
    {
        foreach (var directory in _made)
        {
            _durability.FlushDirectory(directory);
        }

        ManifestFile.WriteNext(Path, manifest, _durability);
        _durability.FlushDirectory(Path);
        _durability.Rename(System.IO.Path.Combine(Path, ManifestFile.NextName), System.IO.Path.Combine(Path, Manifest.FileName));
        Committed = true;
        _durability.FlushDirectory(Path);
        if (_madeDirectory)
        {
            _durability.FlushDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        }
    }

    /// <summary>Releases the lock; what was not committed is removed, as far as that is possible.</summary>
    public void Dispose()
    {
        if (_lock is null)
        {
            return;
        }

        if (!Committed && !_durability.Stopped)
        {
            RollBack();
        }

        _lock.Dispose();
        _lock = null;
    }

    private static string Names(IReadOnlyList<PoolColumnInfo> columns) =>
        string.Join(", ", columns.Select(column => column.Role == PoolColumnInfo.FeaturesRole ? $"{column.Name} ({column.Dtype}, {column.Encoding}, {column.Shape[^1]})" : column.Name));

    /// <summary>The manifest of a new pool, whose pipeline is written.</summary>
    private Manifest First(
        IReadOnlyList<PoolColumnInfo> columns, FieldSchema? schema, FeaturePipeline? pipeline, IReadOnlyList<string> classes, IReadOnlyList<ManifestSegment> segments)
    {
        ManifestPipeline? saved = null;
        if (pipeline is not null)
        {
            var bytes = pipeline.ToBytes();
            WritePipeline(bytes);
            saved = new ManifestPipeline(
                FeaturePipeline.Hash(bytes), bytes.Length, [.. pipeline.Parts.Concat(pipeline.Tokens?.Parts ?? []).Select(part => KeyValuePair.Create(part.Name, part.Version))]);
        }

        var features = columns.FirstOrDefault(column => column.Role == PoolColumnInfo.FeaturesRole);
        return new Manifest
        {
            Schema = schema,
            SchemaHash = SchemaJson.Hash(pipeline is null ? null : schema, features, saved?.Sha256),
            Classes = classes,
            Columns = columns,
            Pipeline = saved,
            Segments = segments,
        };
    }

    private static void CheckFree(string path, bool existed)
    {
        if (File.Exists(System.IO.Path.Combine(path, Manifest.FileName)))
        {
            throw PluginALException.Input(
                $"{path} is a pool already; nothing was written: add rows with 'pluginal pool append', choose another --out, or remove it first.");
        }

        if (existed && Directory.EnumerateFileSystemEntries(path).Any() && !IsLeftover(path))
        {
            throw PoolErrors.Exists(path, "a directory with other files in it");
        }
    }

    private static FileStream TakeLock(string path)
    {
        var file = System.IO.Path.Combine(path, PoolNames.Lock);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw PluginALException.Work($"{file} cannot be written: {exception.Message} Check the permissions of the pool.", exception);
        }
        catch (IOException exception) when (File.Exists(file))
        {
            throw PoolErrors.Locked(path, exception);
        }
    }

    private void RemoveLeftovers(HashSet<string> committed)
    {
        var removed = new List<string>();
        foreach (var directory in Directory.EnumerateDirectories(Path).ToArray())
        {
            var name = System.IO.Path.GetFileName(directory);
            if (PoolNames.IsSegment(name) && !committed.Contains(name))
            {
                Directory.Delete(directory, recursive: true);
                removed.Add(name);
            }
        }

        foreach (var name in committed.Count == 0 ? new[] { ManifestFile.NextName, PoolNames.Pipeline } : [ManifestFile.NextName])
        {
            var file = System.IO.Path.Combine(Path, name);
            if (File.Exists(file))
            {
                File.Delete(file);
                removed.Add(name);
            }
        }

        Removed = removed;
    }

    private void RollBack()
    {
        try
        {
            foreach (var directory in _made.Where(Directory.Exists))
            {
                Directory.Delete(directory, recursive: true);
            }

            File.Delete(System.IO.Path.Combine(Path, ManifestFile.NextName));
            if (Base is null)
            {
                File.Delete(System.IO.Path.Combine(Path, PoolNames.Pipeline));
                File.Delete(System.IO.Path.Combine(Path, PoolNames.Lock));
                if (_madeDirectory)
                {
                    Directory.Delete(Path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays behind is recognised by the next create or append; the error that led here matters more.
            _durability.Reach("rollback-failed", exception.Message);
        }
    }
}
