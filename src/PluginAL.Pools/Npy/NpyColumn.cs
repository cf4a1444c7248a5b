using System.Diagnostics;
using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// An NPY file as a read-only, memory-mapped column: C order, little endian, of any number of rows. Nothing is loaded; spans
/// look directly at the map, so several threads and processes share one copy in memory.
/// </summary>
/// <typeparam name="T">The element type: <see cref="float"/> for <c>&lt;f4</c>, <see cref="int"/> for <c>&lt;i4</c>, and so on.</typeparam>
/// <remarks>
/// A file that somebody cuts short while it is mapped ends the process when its lost part is read; no program can survive that.
/// Dispose the column only when nobody reads its spans any more.
/// </remarks>
[DebuggerDisplay("{Path}: {RowCount} rows of {Width}")]
public sealed class NpyColumn<T> : IDisposable
    where T : unmanaged
{
    private readonly MappedFile _map;
    private readonly long _dataOffset;
    private readonly long[] _shape;

    private NpyColumn(MappedFile map, NpyHeader header, int width)
    {
        _map = map;
        _shape = header.Shape;
        _dataOffset = header.DataOffset;
        RowCount = header.RowCount;
        Width = width;
        Length = RowCount * width;
    }

    /// <summary>The path of the file.</summary>
    public string Path => _map.Path;

    /// <summary>The dimensions, as in NumPy: (n,), (n, D) or (n, M, C).</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The number of rows n: the first dimension.</summary>
    public long RowCount { get; }

    /// <summary>The number of elements of a row: the product of the other dimensions, 1 where there are none.</summary>
    public int Width { get; }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The most rows that one span can hold (a span ends at 2³¹ elements).</summary>
    public int MaxRowsPerSpan => Width == 0 ? int.MaxValue : int.MaxValue / Width;

    /// <summary>One element.</summary>
    /// <param name="index">Its position, in [0, <see cref="Length"/>).</param>
    /// <returns>The element.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[long index] => Values(index, 1)[0];

    /// <summary>Maps a file after checking its header against its element type and its length.</summary>
    /// <param name="path">The path of an NPY file of version 1.0 or 2.0.</param>
    /// <returns>The column.</returns>
    /// <exception cref="PluginALException">
    /// The file does not exist, is not NPY, holds another element type, is in Fortran order, or is shorter or longer than its
    /// header says. The message says which, where, and what to do.
    /// </exception>
    public static NpyColumn<T> Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var header = NpyHeader.ReadFile(path);
        var width = NpyChecks.Header(path, header, NpyType.Name<T>());
        var map = new MappedFile(path);
        try
        {
            NpyChecks.Length(path, header, width, Unsafe.SizeOf<T>(), map.Length);
            return new NpyColumn<T>(map, header, width);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <summary>Consecutive rows.</summary>
    /// <param name="first">The first row, in [0, n].</param>
    /// <param name="count">The number of rows, at most <see cref="MaxRowsPerSpan"/>.</param>
    /// <returns>count × <see cref="Width"/> elements, valid until the column is disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rows do not lie within the column, or do not fit in one span.</exception>
    /// <exception cref="ObjectDisposedException">The column was disposed.</exception>
    public ReadOnlySpan<T> Rows(long first, int count)
    {
        if (first < 0 || count < 0 || first > RowCount - count)
        {
            throw new ArgumentOutOfRangeException(nameof(first), $"Rows {first} to {first + count} do not lie within {RowCount} rows of {Path}.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxRowsPerSpan);
        return _map.Span<T>(_dataOffset + (first * Width * Unsafe.SizeOf<T>()), count * Width);
    }

    /// <summary>Consecutive elements.</summary>
    /// <param name="first">The first element, in [0, <see cref="Length"/>].</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>The elements, valid until the column is disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The elements do not lie within the column.</exception>
    /// <exception cref="ObjectDisposedException">The column was disposed.</exception>
    public ReadOnlySpan<T> Values(long first, int count)
    {
        if (first < 0 || count < 0 || first > Length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(first), $"Values {first} to {first + count} do not lie within {Length} values of {Path}.");
        }

        return _map.Span<T>(_dataOffset + (first * Unsafe.SizeOf<T>()), count);
    }

    /// <summary>Tells the system that the rows will be read from first to last, so that it reads far ahead. Only a hint.</summary>
    public void ReadInOrder() => _map.ReadInOrder();

    /// <summary>Where an element lies in the file.</summary>
    internal long ByteOffset(long index) => _dataOffset + (index * Unsafe.SizeOf<T>());

    /// <summary>Unmaps the file. Spans that were given out must not be read any more.</summary>
    public void Dispose() => _map.Dispose();
}
