using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Pools;

/// <summary>All files that are mapped in this process, by address: so that a span over one can be handed to another process as a place in a file.</summary>
internal static unsafe class MappedFiles
{
    private static readonly Lock Gate = new();
    private static readonly SortedList<nuint, MappedFile> ByAddress = [];

    public static void Add(MappedFile file, nuint address)
    {
        lock (Gate)
        {
            ByAddress[address] = file;
        }
    }

    public static void Remove(nuint address)
    {
        lock (Gate)
        {
            ByAddress.Remove(address);
        }
    }

    /// <summary>Finds the file that a span looks at.</summary>
    /// <returns>False where it looks at other memory.</returns>
    public static bool TryLocate<T>(ReadOnlySpan<T> span, out string path, out long offset)
        where T : unmanaged
    {
        // Memory of the garbage collector may move meanwhile, but never into or out of a map.
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
        lock (Gate)
        {
            var (low, high) = (0, ByAddress.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (ByAddress.Keys[middle] <= address)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle - 1;
                }
            }

            if (high >= 0)
            {
                var file = ByAddress.Values[high];
                offset = (long)(address - ByAddress.Keys[high]);
                path = Path.GetFullPath(file.Path);
                return offset + ((long)span.Length * sizeof(T)) <= file.Length;
            }
        }

        (path, offset) = ("", 0);
        return false;
    }
}
