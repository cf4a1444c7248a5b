using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Tests;

/// <summary>Floats that end exactly where a page without access begins: one byte read beyond them ends the process.</summary>
internal sealed unsafe class ProtectedMemory : IDisposable
{
    private const int ProtRead = 1, ProtWrite = 2, MapPrivate = 2;
    private static readonly int MapAnonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    private readonly byte* _start;
    private readonly nuint _length;
    private readonly byte* _end;

    public ProtectedMemory(int maximumFloats)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint data = ((nuint)maximumFloats * sizeof(float) + page - 1) / page * page;
        _length = data + page;
        _start = (byte*)mmap(null, _length, ProtRead | ProtWrite, MapPrivate | MapAnonymous, -1, 0);
        if ((nint)_start == -1) throw new InvalidOperationException("mmap failed");
        _end = _start + data;
        if (mprotect(_end, page, 0) != 0) throw new InvalidOperationException("mprotect failed");
    }

    /// <summary>The reason to skip a test here, or null.</summary>
    public static string? Unavailable => OperatingSystem.IsWindows() ? "needs mmap and mprotect" : null;

    /// <summary>The last floats before the protected page.</summary>
    public Span<float> Floats(int count) => new(_end - (nint)count * sizeof(float), count);

    /// <summary>The last integers before the protected page.</summary>
    public Span<int> Ints(int count) => new(_end - (nint)count * sizeof(int), count);

    public void Dispose() => munmap(_start, _length);

    [DllImport("libc", SetLastError = true)]
    private static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int mprotect(void* address, nuint length, int protection);

    [DllImport("libc", SetLastError = true)]
    private static extern int munmap(void* address, nuint length);
}

/// <summary>A fact that is skipped, visibly, where pages cannot be protected.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProtectedMemoryFactAttribute : FactAttribute
{
    public ProtectedMemoryFactAttribute() => Skip = ProtectedMemory.Unavailable;
}
