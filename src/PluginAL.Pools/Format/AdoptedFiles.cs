using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Files that a pool refers to but does not own.</summary>
internal static class AdoptedFiles
{
    /// <summary>
    /// Checks that the file is still the one adopted: by length and time of change and, where the time differs (a copy has
    /// another one), by its checksums.
    /// </summary>
    public static void Check(string path, FileInfo info, AdoptedFile adopted, FileChecksum sum)
    {
        if (!info.Exists)
        {
            throw PluginALException.Input(
                $"{path} is missing: the pool refers to it as its features (adopted from {adopted.Path}); put it back there, or create the pool again.");
        }

        if (info.Length != adopted.Bytes)
        {
            throw PluginALException.Input(
                $"{path} has {info.Length} bytes, but had {adopted.Bytes} when the pool adopted it as its features: put the old file back, or create the pool again.");
        }

        if (new DateTimeOffset(info.LastWriteTimeUtc) == adopted.Modified)
        {
            return;
        }

        foreach (var block in BlockCheck.WrongBlocks(path, sum, null, CancellationToken.None))
        {
            throw PluginALException.Input(
                $"{path} was altered at or after byte {(long)block * BlockFile.BlockSize} since the pool adopted it as its features: put the old file back, or create the pool again.");
        }
    }
}
