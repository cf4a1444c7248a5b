using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Clustering;

/// <summary>State for each row of a table: aligned memory outside the managed heap, indexed by 64 bits.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable where T : unmanaged
{
    private T* _items;

    internal NativeArray(long length)
    {
        Length = length;
        _items = (T*)NativeMemory.AlignedAlloc(checked((nuint)Math.Max(1, length) * (nuint)sizeof(T)), 64);
        GC.AddMemoryPressure(Math.Max(1, length) * sizeof(T));
    }

    ~NativeArray() => Free();

    internal long Length { get; }

    internal T* Items => _items;

    internal void Fill(T value)
    {
        for (long i = 0; i < Length; i += int.MaxValue / 2)
            new Span<T>(_items + i, (int)Math.Min(int.MaxValue / 2, Length - i)).Fill(value);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_items == null) return;
        NativeMemory.AlignedFree(_items);
        _items = null;
        GC.RemoveMemoryPressure(Math.Max(1, Length) * sizeof(T));
    }
}
