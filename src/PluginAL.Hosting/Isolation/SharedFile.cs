using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using PluginAL.Pools;

namespace PluginAL.Hosting.Isolation;

/// <summary>A file that both processes map: an NPY array that one side makes and either side fills.</summary>
internal sealed unsafe class SharedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _pointer;

    private SharedFile(string path, FileStream stream)
    {
        Path = path;
        Length = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.ReadWrite);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _pointer = pointer + _view.PointerOffset;
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>Makes an array of zeros.</summary>
    public static SharedFile Create<T>(string path, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var bytes = NpyHeader.WrittenSize + (Count(shape) * Unsafe.SizeOf<T>());
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        stream.Write(NpyHeader.Write(NpyType.Name<T>(), shape));
        stream.SetLength(bytes);
        return new SharedFile(path, stream);
    }

    /// <summary>Maps an array that the other side made, to write to it.</summary>
    public static SharedFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return new SharedFile(path, stream);
    }

    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var dimension in shape)
        {
            count = checked(count * dimension);
        }

        return count;
    }

    public Span<T> Span<T>(long offset, int count)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_pointer == null, this);
        if (offset < 0 || count < 0 || offset + ((long)count * sizeof(T)) > Length)
        {
            throw new InvalidDataException($"{count} elements from byte {offset} on do not lie within the {Length} bytes of {Path}");
        }

        return new Span<T>(_pointer + offset, count);
    }

    public void Dispose()
    {
        if (_pointer != null)
        {
            _pointer = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
