using System.Buffers;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Pools;

/// <summary>An inverted-file index saved as a directory of NPY columns, and searched where they are mapped.</summary>
/// <remarks>
/// <c>centroids.npy</c> (L, D) float32, <c>offsets.npy</c> (L + 1) int64, <c>rows.npy</c> (N) int64, <c>vectors.npy</c> (N, D)
/// float32 in list order, and <c>index.json</c>, written last, which names the metric and the counts. The index must not be searched after
/// it was disposed. A file that is truncated while it is mapped ends the process.
/// </remarks>
public sealed class MappedIndex : IDisposable
{
    private const string Format = "pluginal-inverted-file";
    private const int Version = 1;
    private const int RowsPerWrite = 4096;
    private const string Manifest = "index.json";

    private readonly NpyColumn<float> _centroids;
    private readonly NpyColumn<long> _offsets;
    private readonly NpyColumn<long> _rows;
    private readonly NpyColumn<float> _vectors;

    private MappedIndex(string directory)
    {
        var (metric, lists, rows, width) = ReadManifest(directory);
        var open = new List<IDisposable>();
        try
        {
            open.Add(_centroids = NpyColumn<float>.Open(Path.Combine(directory, "centroids.npy")));
            open.Add(_offsets = NpyColumn<long>.Open(Path.Combine(directory, "offsets.npy")));
            open.Add(_rows = NpyColumn<long>.Open(Path.Combine(directory, "rows.npy")));
            open.Add(_vectors = NpyColumn<float>.Open(Path.Combine(directory, "vectors.npy")));
            Expect(_centroids.Path, _centroids.RowCount, _centroids.Width, lists, width);
            Expect(_offsets.Path, _offsets.RowCount, _offsets.Width, lists + 1L, 1);
            Expect(_rows.Path, _rows.RowCount, _rows.Width, rows, 1);
            Expect(_vectors.Path, _vectors.RowCount, _vectors.Width, rows, width);
            Index = new InvertedFileIndex(metric, width, Memory(_centroids), Memory(_offsets), Memory(_rows), _vectors.Rows);
        }
        catch (Exception exception)
        {
            foreach (var column in open) column.Dispose();
            if (exception is ArgumentException)
            {
                throw PluginALException.Input($"{directory} is no usable index: {exception.Message} Build it again.", exception);
            }

            throw;
        }
    }

    /// <summary>The index over the mapped columns.</summary>
    public InvertedFileIndex Index { get; }

    /// <summary>Saves an index; one that stood there is replaced.</summary>
    /// <param name="index">The index.</param>
    /// <param name="directory">The directory, made if need be. Must not be the one that <paramref name="index"/> is mapped from.</param>
    /// <exception cref="PluginALException">The directory cannot be written.</exception>
    public static void Save(InvertedFileIndex index, string directory)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        try
        {
            Directory.CreateDirectory(directory);
            var manifest = Path.Combine(directory, Manifest);
            File.Delete(manifest); // so that what an interrupted save leaves is no index
            Write(Path.Combine(directory, "centroids.npy"), index.Centroids.Span, index.Width);
            Write(Path.Combine(directory, "offsets.npy"), index.Offsets.Span);
            Write(Path.Combine(directory, "rows.npy"), index.RowNumbers.Span);
            using (var writer = NpyWriter<float>.Create(Path.Combine(directory, "vectors.npy"), index.Width))
            {
                for (long first = 0; first < index.RowCount; first += RowsPerWrite)
                {
                    writer.Write(index.Vectors(first, (int)Math.Min(RowsPerWrite, index.RowCount - first)));
                }

                writer.Complete();
            }

            WriteManifest(index, manifest);
            Durability.Quiet.FlushDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Work($"{directory} cannot be written: {exception.Message} Check the directory and its permissions.", exception);
        }
    }

    /// <summary>Maps a saved index.</summary>
    /// <param name="directory">The directory that <see cref="Save"/> wrote.</param>
    /// <returns>The mapped index.</returns>
    /// <exception cref="PluginALException">The directory holds no whole index of this version, or one whose columns do not fit together.</exception>
    public static MappedIndex Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return new MappedIndex(directory);
    }

    /// <summary>Unmaps the columns.</summary>
    public void Dispose()
    {
        _centroids.Dispose();
        _offsets.Dispose();
        _rows.Dispose();
        _vectors.Dispose();
    }

    private static ReadOnlyMemory<T> Memory<T>(NpyColumn<T> column)
        where T : unmanaged
    {
        if (column.Length > Array.MaxLength)
        {
            throw new ArgumentException($"{column.Path} has {column.Length} values, more than {Array.MaxLength}.");
        }

        return new ColumnMemory<T>(column).Memory;
    }

    private static void Expect(string path, long rows, long width, long expectedRows, long expectedWidth)
    {
        if (rows != expectedRows || width != expectedWidth)
        {
            throw PluginALException.Input(
                $"{path} has {rows} rows of {width}, expected {expectedRows} of {expectedWidth} as {Manifest} says: build the index again.");
        }
    }

    private static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<int> rowShape)
        where T : unmanaged
    {
        using var writer = NpyWriter<T>.Create(path, rowShape);
        writer.Write(values);
        writer.Complete();
    }

    private static void WriteManifest(InvertedFileIndex index, string path)
    {
        var temporary = path + ".partial";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            {
                json.WriteStartObject();
                json.WriteString("format", Format);
                json.WriteNumber("version", Version);
                json.WriteString("metric", index.Metric.ToString());
                json.WriteNumber("lists", index.ListCount);
                json.WriteNumber("rows", index.RowCount);
                json.WriteNumber("width", index.Width);
                json.WriteEndObject();
            }

            Durability.Quiet.Flush(stream);
        }

        Durability.Quiet.Rename(temporary, path);
    }

    private static (DistanceMetric Metric, int Lists, int Rows, int Width) ReadManifest(string directory)
    {
        var path = Path.Combine(directory, Manifest);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (root.GetProperty("format").GetString() == Format && root.GetProperty("version").GetInt32() == Version
                && Enum.TryParse(root.GetProperty("metric").GetString(), out DistanceMetric metric) && Enum.IsDefined(metric))
            {
                return (metric, root.GetProperty("lists").GetInt32(), root.GetProperty("rows").GetInt32(), root.GetProperty("width").GetInt32());
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PluginALException.Input($"{directory} holds no index: {Manifest} is missing; build and save the index (again).", exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw PluginALException.Input($"{path} is damaged: {exception.Message} Build the index again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Input($"{path} cannot be read: {exception.Message} Check its permissions.", exception);
        }

        throw PluginALException.Input($"{path} describes no index of format {Format}, version {Version}: build the index again.");
    }

    /// <summary>A mapped column as memory; its address is fixed while it is mapped.</summary>
    private sealed unsafe class ColumnMemory<T>(NpyColumn<T> column) : MemoryManager<T>
        where T : unmanaged
    {
        public override Span<T> GetSpan()
        {
            var values = column.Values(0, (int)column.Length);
            fixed (T* first = values) return new Span<T>(first, values.Length);
        }

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            fixed (T* first = column.Values(0, (int)column.Length)) return new MemoryHandle(first + elementIndex);
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
