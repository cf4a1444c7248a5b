using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Pools;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// One side's arrays in the folder that both share. An array is named in messages by file, element type, shape and byte offset. What lies in a
/// mapped file already, such as a column of a pool, is named where it is and not copied. What is put under a name is valid until the next is put there.
/// </summary>
internal sealed class SharedArrays(string folder, string prefix) : IDisposable
{
    private const int MostMaps = 64;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SharedFile File, string Shape)> _slots = [];
    private readonly Dictionary<string, MappedFile> _maps = [];
    private readonly Dictionary<string, SharedFile> _written = [];
    private int _made;

    public string Folder => folder;

    /// <summary>Names an array for the other side to read; copies it only where it is in this process's memory.</summary>
    public JsonObject Put<T>(string slot, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (values.IsEmpty)
        {
            return Name<T>("", 0, shape);
        }

        if (MappedFiles.TryLocate(values, out var path, out var offset))
        {
            return Name<T>(path, offset, shape);
        }

        var reference = Room<T>(slot, out var room, shape);
        values.CopyTo(room);
        return reference;
    }

    /// <summary>Makes room for an array that the other side fills.</summary>
    public JsonObject Room<T>(string slot, out Span<T> room, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var count = checked((int)SharedFile.Count(shape));
        if (count == 0)
        {
            room = default;
            return Name<T>("", 0, shape);
        }

        var wanted = $"{NpyType.Name<T>()} {string.Join(',', shape.ToArray())}";
        SharedFile file;
        lock (_gate)
        {
            if (_slots.TryGetValue(slot, out var old) && old.Shape == wanted)
            {
                file = old.File;
            }
            else
            {
                if (old.File is not null)
                {
                    Remove(old.File);
                }

                // A name is never used for another shape: the other side may keep its map.
                file = SharedFile.Create<T>(Path.Combine(folder, $"{prefix}{slot}-{_made++}.npy"), shape);
                _slots[slot] = (file, wanted);
            }
        }

        room = file.Span<T>(NpyHeader.WrittenSize, count);
        return Name<T>(file.Path, NpyHeader.WrittenSize, shape);
    }

    /// <summary>An array that the other side named.</summary>
    public ReadOnlySpan<T> Get<T>(JsonElement reference)
        where T : unmanaged
    {
        var (path, offset, count) = Place<T>(reference);
        if (count == 0)
        {
            return default;
        }

        MappedFile map;
        lock (_gate)
        {
            if (!_maps.TryGetValue(path, out map!))
            {
                Forget();
                _maps.Add(path, map = new MappedFile(path));
            }
        }

        return offset >= 0 && offset + ((long)count * Unsafe.SizeOf<T>()) <= map.Length
            ? map.Span<T>(offset, count)
            : throw new InvalidDataException($"{count} elements from byte {offset} on do not lie within the {map.Length} bytes of {path}");
    }

    /// <summary>An array that the other side made room for. Only in the shared folder: nothing else is written to.</summary>
    public Span<T> GetWritable<T>(JsonElement reference)
        where T : unmanaged
    {
        var (path, offset, count) = Place<T>(reference);
        if (count == 0)
        {
            return default;
        }

        if (Path.GetDirectoryName(path) != folder)
        {
            throw new InvalidDataException($"{path} is not in the shared folder {folder}");
        }

        SharedFile file;
        lock (_gate)
        {
            if (!_written.TryGetValue(path, out file!))
            {
                foreach (var gone in _written.Keys.Where(known => !File.Exists(known)).ToList())
                {
                    _written[gone].Dispose();
                    _written.Remove(gone);
                }

                _written.Add(path, file = SharedFile.Open(path));
            }
        }

        return file.Span<T>(offset, count);
    }

    /// <summary>The shape of an array.</summary>
    public static long[] Shape(JsonElement reference) => [.. reference.GetProperty("shape").EnumerateArray().Select(value => value.GetInt64())];

    /// <summary>Unmaps the files that the other side has removed: between calls, when nobody reads them.</summary>
    public void Tidy()
    {
        lock (_gate)
        {
            if (_maps.Count > MostMaps)
            {
                Forget();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var file in _slots.Values.Select(slot => slot.File).Concat<IDisposable>(_maps.Values).Concat(_written.Values))
            {
                file.Dispose();
            }

            _slots.Clear();
            _maps.Clear();
            _written.Clear();
        }
    }

    private static JsonObject Name<T>(string path, long offset, ReadOnlySpan<long> shape)
        where T : unmanaged => new()
        {
            ["path"] = path,
            ["dtype"] = NpyType.Name<T>(),
            ["shape"] = new JsonArray([.. shape.ToArray().Select(value => (JsonNode)value)]),
            ["offset"] = offset,
        };

    private static (string Path, long Offset, int Count) Place<T>(JsonElement reference)
        where T : unmanaged
    {
        var dtype = reference.GetProperty("dtype").GetString();
        return dtype == NpyType.Name<T>()
            ? (reference.GetProperty("path").GetString()!, reference.GetProperty("offset").GetInt64(), checked((int)SharedFile.Count(Shape(reference))))
            : throw new InvalidDataException($"an array of {dtype} where {NpyType.Name<T>()} is expected");
    }

    private void Forget()
    {
        // Only what was made for passing: columns of pools stay mapped.
        foreach (var path in _maps.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && !File.Exists(path)).ToList())
        {
            _maps[path].Dispose();
            _maps.Remove(path);
        }
    }

    private static void Remove(SharedFile file)
    {
        file.Dispose();
        File.Delete(file.Path);
    }
}
