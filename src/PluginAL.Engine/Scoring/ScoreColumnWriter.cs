using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// Writes all scores as a float32 column in row order, though threads make them in another: each block is written where it
/// belongs, without waiting and without a copy. Written beside its place and renamed when complete.
/// </summary>
public sealed class ScoreColumnWriter : IDisposable
{
    private const int Alignment = 64;

    private readonly string _path;
    private readonly string _temporary;
    private readonly long _firstRow;
    private readonly long _rowCount;
    private readonly int _dataOffset;
    private readonly SafeFileHandle _file;
    private long _written;
    private bool _complete;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file; replaced if it is an NPY file.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="firstRow">The row of the first score: that of a shard, else 0.</param>
    /// <exception cref="PluginALException">The path exists and is something else.</exception>
    public ScoreColumnWriter(string path, long rowCount, long firstRow = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        RequireReplaceable(path);
        _path = path;
        _rowCount = rowCount;
        _firstRow = firstRow;
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        _temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Environment.ProcessId}.tmp");
        var header = Header(rowCount);
        _dataOffset = header.Length;
        _file = File.OpenHandle(_temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            RandomAccess.Write(_file, header, 0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes the scores of consecutive rows. May be called from several threads; each row comes once.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="scores">Their scores.</param>
    public void Add(long firstRow, ReadOnlySpan<float> scores)
    {
        var position = firstRow - _firstRow;
        if (position < 0 || position + scores.Length > _rowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(firstRow), firstRow, $"Rows {_firstRow} to {_firstRow + _rowCount - 1} are written.");
        }

        RandomAccess.Write(_file, MemoryMarshal.AsBytes(scores), _dataOffset + (position * sizeof(float)));
        Interlocked.Add(ref _written, scores.Length);
    }

    /// <summary>Ends the file and puts it in its place.</summary>
    /// <exception cref="InvalidOperationException">Rows are missing.</exception>
    public void Complete()
    {
        if (_written != _rowCount)
        {
            throw new InvalidOperationException($"{_written} scores were written, expected {_rowCount}.");
        }

        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _complete = true;
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        if (!_complete)
        {
            _file.Dispose();
            File.Delete(_temporary);
        }
    }

    /// <summary>An NPY header, version 1.0, padded so that the data begin at a multiple of 64.</summary>
    private static byte[] Header(long rows)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Columns are written on little-endian machines only.");
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows},), }}");
        const int Prefix = 10;
        var length = (Prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)((length - Prefix) & 0xFF), (byte)((length - Prefix) >> 8)];
        magic.CopyTo(header);
        header.AsSpan(Prefix).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(Prefix));
        header[^1] = (byte)'\n';
        return header;
    }

    private static void RequireReplaceable(string path)
    {
        if (Directory.Exists(path))
        {
            throw PluginALException.Input($"{path} is a directory; give a file name for the scores.");
        }

        if (!File.Exists(path))
        {
            return;
        }

        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[6];
        if (file.Length > 0 && (file.ReadAtLeast(start, 6, throwOnEndOfStream: false) < 6 || start[0] != 0x93 || !start[1..].SequenceEqual("NUMPY"u8)))
        {
            throw PluginALException.Input($"{path} exists and is not an NPY file, so it is not overwritten; give another name or remove it.");
        }
    }
}
