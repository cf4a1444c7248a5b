namespace PluginAL.Pools;

/// <summary>The length of a file of a segment and the CRC-32C of each of its 1 MiB blocks, the last one shorter.</summary>
internal sealed record FileChecksum(string Name, long Length, uint[] Blocks)
{
    public static long BlockCount(long length) => (length + BlockFile.BlockSize - 1) / BlockFile.BlockSize;
}
