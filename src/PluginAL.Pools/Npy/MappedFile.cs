using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// A file mapped read-only as a whole: the one owner of view, handle and pointer. The pointer is taken once and given back once.
/// What lies behind it is gone after <see cref="Dispose"/>, so readers must have finished by then.
/// </summary>
internal sealed unsafe partial class MappedFile : IDisposable
{
    private const int AdviseSequential = 2, AdviseHugePages = 14;

    private readonly MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _view;
    private byte* _pointer;

    public MappedFile(string path)
    {
        Path = path;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Length = stream.Length;
            if (Length == 0)
            {
                return;
            }

            // The handle is duplicated by the map: closing the stream leaves the map alone.
            _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* pointer = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
            _pointer = pointer + _view.PointerOffset;
            MappedFiles.Add(this, (nuint)_pointer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _view?.Dispose();
            _file?.Dispose();
            throw exception is FileNotFoundException or DirectoryNotFoundException
                ? PluginALException.Input($"{path} does not exist: give the path of a file.", exception)
                : PluginALException.Input($"{path} cannot be opened for reading: {exception.Message} Check its permissions.", exception);
        }
    }

    public string Path { get; }

    /// <summary>The length of the file in bytes; the view itself is rounded up to a page and says nothing.</summary>
    public long Length { get; }

    /// <summary>Elements from a byte offset on. The caller has checked that they lie within the file.</summary>
    public ReadOnlySpan<T> Span<T>(long byteOffset, int count)
        where T : unmanaged
    {
        if (count == 0)
        {
            return default;
        }

        var pointer = _pointer;
        ObjectDisposedException.ThrowIf(pointer == null, this);
        return new ReadOnlySpan<T>(pointer + byteOffset, count);
    }

    /// <summary>
    /// Tells the system that the file will be read from front to back, so that it reads far ahead: else it reads as much behind as before
    /// each place that is not in memory yet; and in huge pages, where its file system has them, so that there are few page faults. Only
    /// hints; no system but Linux is told.
    /// </summary>
    public void ReadInOrder()
    {
        if (OperatingSystem.IsLinux() && _view is { } view && _pointer != null)
        {
            var start = _pointer - view.PointerOffset;
            var length = (nuint)(Length + view.PointerOffset);
            _ = Advise(start, length, AdviseSequential);
            _ = Advise(start, length, AdviseHugePages);
        }
    }

    public void Dispose()
    {
        MappedFiles.Remove((nuint)_pointer);
        _pointer = null;
        if (Interlocked.Exchange(ref _view, null) is { } view)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            _file!.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
