using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace PluginAL.Pools;

/// <summary>
/// A new file, written from front to back, of which the CRC-32C of each 1 MiB block is known when it is complete. The first
/// bytes may be changed once before that (the row count of a header).
/// </summary>
internal sealed class BlockFile : IDisposable
{
    public const int BlockSize = 1 << 20;

    private readonly SafeFileHandle _handle;
    private readonly List<uint> _blocks = [];
    private byte[]? _buffer;
    private int _used;
    private long _flushed;

    public BlockFile(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
    }

    public string Path { get; }

    public long Length => _flushed + _used;

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(BlockFile));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var buffer = Buffer;
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, BlockSize - _used);
            bytes[..count].CopyTo(buffer.AsSpan(_used));
            bytes = bytes[count..];
            _used += count;
            if (_used == BlockSize)
            {
                FlushBlock();
            }
        }
    }

    /// <summary>Replaces the file's first bytes, which lie within the first block.</summary>
    public void Patch(ReadOnlySpan<byte> head)
    {
        var buffer = Buffer;
        if (_flushed == 0)
        {
            head.CopyTo(buffer);
            return;
        }

        FlushBlock();
        var block = buffer.AsSpan(0, BlockSize);
        if (RandomAccess.Read(_handle, block, 0) != BlockSize)
        {
            throw new IOException($"The first block of {Path} cannot be read back.");
        }

        head.CopyTo(block);
        RandomAccess.Write(_handle, block, 0);
        _blocks[0] = Crc32C.Of(block);
    }

    /// <summary>Writes what is left, flushes to the disk unless the file is only staged, and closes it.</summary>
    public FileChecksum Complete(Durability? durability)
    {
        if (_used > 0)
        {
            FlushBlock();
        }

        durability?.Flush(_handle, Path);
        var sum = new FileChecksum(System.IO.Path.GetFileName(Path), _flushed, [.. _blocks]);
        Dispose();
        return sum;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _handle.Dispose();
        }
    }

    private void FlushBlock()
    {
        if (_used == 0)
        {
            return;
        }

        var block = Buffer.AsSpan(0, _used);
        RandomAccess.Write(_handle, block, _flushed);
        _blocks.Add(Crc32C.Of(block));
        _flushed += _used;
        _used = 0;
    }
}
