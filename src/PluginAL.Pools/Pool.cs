using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// A pool, opened for reading: memory-mapped columns over one or more immutable segments. Row numbers are 64-bit and run over
/// all segments. Any number of threads may read one pool; what it gives out is valid until it is disposed.
/// </summary>
/// <remarks>A file of the pool that somebody cuts short while it is open ends the process when its lost part is read.</remarks>
[DebuggerDisplay("{Path}: {RowCount} rows, {Classes.Count} classes")]
public sealed partial class Pool : IDisposable
{
    private readonly Manifest _manifest;
    private readonly PoolSegment[] _segments;
    private readonly SegmentIndex _index;

    private Pool(string path, Manifest manifest, PoolSegment[] segments)
    {
        Path = path;
        _manifest = manifest;
        _segments = segments;
        _index = new SegmentIndex(segments);
        Features = manifest.Column(PoolColumnInfo.FeaturesRole) is { } features ? new PoolFeatures(segments, _index, features) : null;
        Tokens = manifest.Column(PoolColumnInfo.TokensRole) is { } tokens ? new PoolTokens(segments, _index, checked((int)tokens.Shape[^1])) : null;
        ContentHash = HashContent(manifest);
    }

    /// <summary>The directory of the pool.</summary>
    public string Path { get; }

    /// <summary>The number of rows N.</summary>
    public long RowCount => _index.RowCount;

    /// <summary>The names of the classes, in order of their index; empty where the pool has no labels.</summary>
    public IReadOnlyList<string> Classes => _manifest.Classes;

    /// <summary>Which field of the records plays which part; null where the pool has no records.</summary>
    public FieldSchema? Schema => _manifest.Schema;

    /// <summary>
    /// SHA-256 over what the features mean: the fields, the layout and the pipeline. Two pools with the same hash, and a model
    /// trained on one of them, fit each other, whatever their labels and rows.
    /// </summary>
    public string SchemaHash => _manifest.SchemaHash;

    /// <summary>SHA-256 over every byte of every column, the classes and the schema: the same data give the same hash on every machine.</summary>
    public string ContentHash { get; }

    /// <summary>The features, (N, D); null where the pool has none.</summary>
    public FeatureMatrix? Features { get; }

    /// <summary>
    /// The bytes that one value of <see cref="Features"/> takes in the files: 4 for float32, 2 for float16 and bfloat16, 1 for int8; 0 where there
    /// are no features.
    /// </summary>
    public int FeatureBytes => _manifest.Column(PoolColumnInfo.FeaturesRole) is { } features ? NpyType.Size(features.Dtype) : 0;

    /// <summary>Whether there is a label column. Single rows may still lack a label.</summary>
    public bool HasLabels => _manifest.Column(PoolColumnInfo.LabelRole) is not null;

    /// <summary>Whether there is a column of what rows cost to label. Single rows may still lack a cost.</summary>
    public bool HasCosts => _manifest.Column(PoolColumnInfo.CostRole) is not null;

    /// <summary>Whether the original records are kept.</summary>
    public bool HasRecords => _manifest.Column(PoolColumnInfo.RecordRole) is not null;

    /// <summary>Whether rows have ids beside their numbers.</summary>
    public bool HasIds => _manifest.Column(PoolColumnInfo.IdRole) is not null;

    /// <summary>Whether the features came from featurisers, so that new records can be encoded alike.</summary>
    public bool HasPipeline => _manifest.Pipeline is not null;

    internal IReadOnlyList<PoolSegment> Segments => _segments;

    internal int SegmentOf(long row) => _index.Of(row);

    /// <summary>Opens a pool and checks its structure: manifest, files, types, shapes, exact lengths and the ends of offsets.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="PluginALException">It is no pool, an interrupted one, or damaged; the message names the file, the byte and the remedy.</exception>
    public static Pool Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (!Directory.Exists(path))
        {
            throw PluginALException.Input(
                File.Exists(path) ? $"{path} is a file, expected the directory of a pool: make one with 'pluginal pool create'."
                : $"There is no pool at {path}: make one with 'pluginal pool create'.");
        }

        if (!File.Exists(System.IO.Path.Combine(path, Manifest.FileName)))
        {
            throw !PoolTransaction.IsLeftover(path) ? PoolErrors.NotAPool(path)
                : PoolTransaction.IsLocked(path) ? PoolErrors.BeingCreated(path)
                : PoolErrors.InterruptedCreate(path);
        }

        var manifest = ManifestFile.Read(path);
        if (manifest.Pipeline is { } pipeline)
        {
            _ = ReadPipeline(path, pipeline);
        }

        var segments = new List<PoolSegment>();
        try
        {
            var first = 0L;
            foreach (var segment in manifest.Segments)
            {
                segments.Add(new PoolSegment(path, manifest, segment, first));
                first += segment.Rows;
            }

            return new Pool(path, manifest, [.. segments]);
        }
        catch
        {
            segments.ForEach(segment => segment.Dispose());
            throw;
        }
    }

    /// <summary>The class of a row.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>The index of its class, or −1 where it has no label.</returns>
    /// <exception cref="InvalidOperationException">The pool has no labels.</exception>
    /// <exception cref="PluginALException">The pool is of another task than classification (see <see cref="LabelAt"/>).</exception>
    public int ClassAt(long row)
    {
        RequireClasses();
        var segment = _segments[_index.Of(row)];
        return Checked(segment, row - segment.FirstRow, segment.Labels!.Classes![row - segment.FirstRow]);
    }

    /// <summary>Copies the classes of consecutive rows.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="destination">Filled with class indices, −1 where a row has no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows do not lie within the pool.</exception>
    /// <exception cref="InvalidOperationException">The pool has no labels.</exception>
    public void CopyClasses(long firstRow, Span<int> destination)
    {
        RequireClasses();
        if (firstRow < 0 || firstRow > RowCount - destination.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(firstRow), $"Rows {firstRow} to {firstRow + destination.Length} do not lie within {RowCount}.");
        }

        while (!destination.IsEmpty)
        {
            var segment = _segments[_index.Of(firstRow)];
            var row = firstRow - segment.FirstRow;
            var count = (int)Math.Min(destination.Length, segment.Rows - row);
            var classes = segment.Labels!.Classes!.Values(row, count);
            for (var i = 0; i < count; i++)
            {
                destination[i] = Checked(segment, row + i, classes[i]);
            }

            destination = destination[count..];
            firstRow += count;
        }
    }

    /// <summary>What a row costs to label, in units of the budget.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>Its cost, above 0; null where the pool does not say.</returns>
    public double? CostAt(long row)
    {
        if (!HasCosts)
        {
            return null;
        }

        var segment = _segments[_index.Of(row)];
        var cost = segment.Costs![row - segment.FirstRow];
        return double.IsNaN(cost) ? null
            : cost > 0 && double.IsFinite(cost) ? cost
            : throw PoolErrors.Damaged(segment.Costs.Path, segment.Costs.ByteOffset(row - segment.FirstRow), $"row {row} has the cost {cost}");
    }

    private int Checked(PoolSegment segment, long row, int label) => label >= -1 && label < Classes.Count ? label : throw PoolErrors.Damaged(
        segment.Labels!.Classes!.Path, NpyHeader.WrittenSize + (sizeof(int) * row), $"row {segment.FirstRow + row} has class {label}, and the pool has {Classes.Count}");

    /// <summary>The original bytes of a row's record, UTF-8, without its line break.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>A view on the map.</returns>
    /// <exception cref="InvalidOperationException">The pool has no records.</exception>
    public ReadOnlySpan<byte> RecordBytes(long row)
    {
        RequireColumn(HasRecords, "records");
        var segment = _segments[_index.Of(row)];
        return segment.Record(row - segment.FirstRow);
    }

    /// <summary>Reads a row's record by the pool's schema.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <param name="values">Filled; made for <see cref="Schema"/>.</param>
    /// <exception cref="InvalidOperationException">The pool has no records.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> was made for another schema.</exception>
    public void ReadFields(long row, FieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        RequireColumn(HasRecords, "records");
        if (!ReferenceEquals(values.Schema, Schema) && values.Schema != Schema)
        {
            throw new ArgumentException("The values were made for another schema than the pool's.", nameof(values));
        }

        var segment = _segments[_index.Of(row)];
        segment.ReadFields(row - segment.FirstRow, values);
    }

    /// <summary>The id of a row.</summary>
    /// <param name="row">The row, in [0, N).</param>
    /// <returns>The id, or null where the pool has none.</returns>
    public string? Id(long row)
    {
        var segment = _segments[_index.Of(row)];
        return HasIds ? segment.Id(row - segment.FirstRow) : null;
    }

    /// <summary>Loads the pipeline that made the features.</summary>
    /// <param name="resolve">Gives the featuriser plugin of a name.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="InvalidOperationException">The pool has no pipeline.</exception>
    public FeaturePipeline LoadPipeline(Func<string, IFeaturiser> resolve)
    {
        RequireColumn(HasPipeline, "feature pipeline");
        using var stream = new MemoryStream(ReadPipeline(Path, _manifest.Pipeline!), writable: false);
        return FeaturePipeline.Load(stream, resolve);
    }

    /// <summary>What stands for the record type that the pool was made of; null where featurisers made the features, or nobody.</summary>
    /// <returns>The part of the pipeline.</returns>
    public RecordEncoder? RecordEncoder() =>
        _manifest.Pipeline is { } pipeline && Pools.RecordEncoder.Is(pipeline.Parts[0].Key) ? LoadPipeline(name => throw PluginALException.Input(name)).Record : null;

    /// <summary>Unmaps the columns. Nobody may read them any more.</summary>
    public void Dispose()
    {
        (Features as IDisposable)?.Dispose();
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }
    }

    internal static byte[] ReadPipeline(string poolPath, ManifestPipeline pipeline)
    {
        var path = System.IO.Path.Combine(poolPath, PoolNames.Pipeline);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PoolErrors.MissingFile(path, exception);
        }

        return bytes.Length != pipeline.Bytes ? throw PoolErrors.WrongLength(path, bytes.Length, pipeline.Bytes)
            : FeaturePipeline.Hash(bytes) != pipeline.Sha256 ? throw PoolErrors.Damaged(path, 0, "its SHA-256 is not the one in pool.json")
            : bytes;
    }

    private static string HashContent(Manifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(manifest.SchemaHash);
        foreach (var name in manifest.Classes)
        {
            Append(name);
        }

        foreach (var segment in manifest.Segments)
        {
            Append(segment.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Append(segment.Checksums);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }

    private void RequireColumn(bool present, string what)
    {
        if (!present)
        {
            throw new InvalidOperationException($"The pool {Path} has no {what}.");
        }
    }
}
