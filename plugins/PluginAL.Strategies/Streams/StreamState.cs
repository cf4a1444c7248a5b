using System.Text;

namespace PluginAL.Strategies;

/// <summary>States as binary numbers; the stream stays open.</summary>
internal static class StreamState
{
    public static void Save(Stream stream, Action<BinaryWriter> write)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        write(writer);
    }

    public static void Restore(Stream stream, Action<BinaryReader> read)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        read(reader);
    }
}
