using Microsoft.Win32.SafeHandles;

namespace PluginAL.Pools;

/// <summary>Compares a file with its checksums.</summary>
internal static class BlockCheck
{
    /// <summary>The numbers of the blocks whose CRC-32C is not the recorded one.</summary>
    public static IEnumerable<int> WrongBlocks(string path, FileChecksum sum, Action<int>? progress, CancellationToken cancellation)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
        var buffer = new byte[BlockFile.BlockSize];
        for (var i = 0; i < sum.Blocks.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var offset = (long)i * BlockFile.BlockSize;
            var length = (int)Math.Min(BlockFile.BlockSize, sum.Length - offset);
            if (ReadFully(handle, buffer.AsSpan(0, length), offset) != length || Crc32C.Of(buffer.AsSpan(0, length)) != sum.Blocks[i])
            {
                yield return i;
            }

            progress?.Invoke(length);
        }
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    public static int ReadFully(SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
