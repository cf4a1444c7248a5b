using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Writes an NPY file (version 1.0, C order, little endian, data at a multiple of 64 bytes) row after row, without knowing
/// beforehand how many there are. The file appears under its name when it is complete and on disk, never before.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class NpyWriter<T> : IDisposable
    where T : unmanaged
{
    private readonly string? _finalPath;
    private readonly int[] _rowShape;
    private readonly long _width;
    private BlockFile? _file;

    private NpyWriter(string path, string? finalPath, ReadOnlySpan<int> rowShape)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Columns are written on little-endian machines only.");
        }

        _rowShape = rowShape.ToArray();
        _width = 1;
        foreach (var dimension in rowShape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension, nameof(rowShape));
            _width = checked(_width * dimension);
        }

        _finalPath = finalPath;
        _file = new BlockFile(path);
        _file.Write(NpyHeader.Write(NpyType.Name<T>(), Shape(0)));
    }

    /// <summary>The number of elements written.</summary>
    public long Length { get; private set; }

    /// <summary>Begins a file; what stood under that name stays until the new file is complete.</summary>
    /// <param name="path">The path of the file to be.</param>
    /// <param name="rowShape">The dimensions after the first: none for (n,), one for (n, D), two for (n, M, C).</param>
    /// <returns>The writer.</returns>
    /// <exception cref="PluginALException">The file cannot be created.</exception>
    public static NpyWriter<T> Create(string path, params ReadOnlySpan<int> rowShape)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var temporary = path + ".partial";
        try
        {
            File.Delete(temporary);
            return new NpyWriter<T>(temporary, path, rowShape);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Work($"{path} cannot be written: {exception.Message} Check the directory and its permissions.", exception);
        }
    }

    /// <summary>Begins a column of a segment, which becomes visible through the manifest.</summary>
    internal static NpyWriter<T> InSegment(string path, params ReadOnlySpan<int> rowShape) => new(path, null, rowShape);

    /// <summary>Appends elements: whole rows or parts of them.</summary>
    /// <param name="values">The elements, row after row.</param>
    public void Write(ReadOnlySpan<T> values)
    {
        ObjectDisposedException.ThrowIf(_file is null, this);
        _file.Write(MemoryMarshal.AsBytes(values));
        Length += values.Length;
    }

    /// <summary>Writes the row count, flushes to disk and gives the file its name.</summary>
    /// <exception cref="InvalidOperationException">The elements written are not whole rows.</exception>
    public void Complete()
    {
        var sum = Finish(Durability.Quiet);
        if (_finalPath is not null)
        {
            Durability.Quiet.Rename(Path.Combine(Path.GetDirectoryName(_finalPath) ?? "", sum.Name), _finalPath);
            Durability.Quiet.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(_finalPath))!);
        }
    }

    /// <summary>Closes the file; one that was not completed is removed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _file, null) is { } file)
        {
            file.Dispose();
            if (_finalPath is not null)
            {
                File.Delete(file.Path);
            }
        }
    }

    /// <summary>Writes the row count and closes the file, flushed to disk unless it is only staged.</summary>
    internal FileChecksum Finish(Durability? durability)
    {
        ObjectDisposedException.ThrowIf(_file is null, this);
        if (Length % _width != 0)
        {
            throw new InvalidOperationException($"{Length} elements are not whole rows of {_width}.");
        }

        _file.Patch(NpyHeader.Write(NpyType.Name<T>(), Shape(Length / _width)));
        var sum = _file.Complete(durability);
        _file = null;
        return sum;
    }

    private long[] Shape(long rows) => [rows, .. _rowShape.Select(dimension => (long)dimension)];
}
