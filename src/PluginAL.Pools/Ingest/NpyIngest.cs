using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Pools;

/// <summary>Brings an NPY file of features into a segment: adopted where it is, or copied.</summary>
internal sealed class NpyIngest(string poolPath, PoolBuildOptions options, Durability durability, CancellationToken cancellation)
{
    private const int ChunkBytes = 1 << 20;

    private readonly float[] _wide = new float[16 * 1024];

    public NonFinite NonFinite { get; } = new();

    public List<string> Notices { get; } = [];

    private delegate void Widening<T>(ReadOnlySpan<T> values, Span<float> target)
        where T : unmanaged;

    /// <summary>Brings in one file whose header was inspected.</summary>
    public (FileChecksum Sum, AdoptedFile? Adopted, PoolSourceInfo Source) Bring(FeatureSource features, string directory, long firstRow)
    {
        var path = features.Path;
        switch (features.Dtype)
        {
            case "<f4": return Bring<float>(path, directory, firstRow, null);
            case "<f2": return Bring<Half>(path, directory, firstRow, Widen.Float16);
            case "<u2": return Bring<ushort>(path, directory, firstRow, Widen.BFloat16);
            case "|i1": return Bring<sbyte>(path, directory, firstRow, null);
        }

        Notices.Add($"{path} holds float64 values; they were copied as float32.");
        using var wide = NpyColumn<double>.Open(path);
        return (Convert(wide, directory, firstRow), null, Digest(path, PoolNames.Features).Source);
    }

    /// <summary>The class names of integer labels, one per row; null where the value is negative.</summary>
    public static IEnumerable<string?> Labels(string path)
    {
        NpyHeader header;
        using (var stream = SourceStream.Open(PoolSource.FromFile(path), headSize: 4096))
        {
            header = NpyHeader.Read(stream, path);
        }

        return header.Type switch
        {
            "<i4" => Read<int>(path, value => value),
            "<i8" => Read<long>(path, value => value),
            "|u1" => Read<byte>(path, value => value),
            "|i1" => Read<sbyte>(path, value => value),
            "<i2" => Read<short>(path, value => value),
            "<u2" => Read<ushort>(path, value => value),
            "<u4" => Read<uint>(path, value => value),
            _ => throw NpyType.Refuse(path, header.Type, "<i4"),
        };
    }

    private static IEnumerable<string?> Read<T>(string path, Func<T, long> number)
        where T : unmanaged
    {
        using var column = NpyColumn<T>.Open(path);
        if (column.Width != 1)
        {
            throw PluginALException.Input($"{path} has shape ({string.Join(", ", column.Shape)}), expected (n,), one label per row: give a column of class numbers.");
        }

        for (var row = 0L; row < column.RowCount; row++)
        {
            var value = number(column[row]);
            yield return value < 0 ? null : value.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static int Chunk(long rowsLeft, int width) => (int)Math.Min(rowsLeft, Math.Max(1, ChunkBytes / sizeof(float) / width));

    private (FileChecksum Sum, AdoptedFile? Adopted, PoolSourceInfo Source) Bring<T>(string path, string directory, long firstRow, Widening<T>? widen)
        where T : unmanaged
    {
        using var column = NpyColumn<T>.Open(path);
        var size = Unsafe.SizeOf<T>();
        var aligned = column.ByteOffset(0) % size == 0;
        if (!aligned)
        {
            Notices.Add($"{path} has its data at byte {column.ByteOffset(0)}, which is no multiple of {size}; they were copied.");
        }

        if (options.CopyFeatures || !aligned)
        {
            return (Copy(column, directory, firstRow, widen), null, Digest(path, PoolNames.Features).Source);
        }

        var info = new FileInfo(path);
        var adopted = new AdoptedFile(info.FullName, Path.GetRelativePath(poolPath, info.FullName), info.Length, new DateTimeOffset(info.LastWriteTimeUtc));
        var (sum, source) = Digest(path, PoolNames.Features, Observe);
        return (sum, adopted, source);

        // Looks at the block that was just read instead of at the map, so that the working set stays small.
        void Observe(Span<byte> block, long offset)
        {
            var start = Math.Max(0, column.ByteOffset(0) - offset);
            if (start < block.Length)
            {
                var first = (offset + start - column.ByteOffset(0)) / size;
                CountNonFinite(MemoryMarshal.Cast<byte, T>(block[(int)start..]), firstRow, first, column.Width, widen);
            }
        }
    }

    /// <summary>Counts NaN and infinities, of short numbers as float32; integers have none.</summary>
    private void CountNonFinite<T>(ReadOnlySpan<T> values, long firstRow, long firstElement, int width, Widening<T>? widen)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            NonFinite.Observe(MemoryMarshal.Cast<T, float>(values), firstRow, firstElement, width);
        }

        for (var i = 0; widen is not null && i < values.Length; i += _wide.Length)
        {
            var count = Math.Min(_wide.Length, values.Length - i);
            widen(values.Slice(i, count), _wide.AsSpan(0, count));
            NonFinite.Observe(_wide.AsSpan(0, count), firstRow, firstElement + i, width);
        }
    }

    private FileChecksum Copy<T>(NpyColumn<T> column, string directory, long firstRow, Widening<T>? widen)
        where T : unmanaged
    {
        using var writer = NpyWriter<T>.InSegment(Path.Combine(directory, PoolNames.Features), column.Width);
        for (var row = 0L; row < column.RowCount;)
        {
            var rows = Chunk(column.RowCount - row, column.Width);
            var values = column.Rows(row, rows);
            CountNonFinite(values, firstRow + row, 0, column.Width, widen);
            writer.Write(values);
            row += rows;
            Told(row, column.RowCount, column.Width);
        }

        return writer.Finish(durability);
    }

    private FileChecksum Convert(NpyColumn<double> column, string directory, long firstRow)
    {
        using var writer = NpyWriter<float>.InSegment(Path.Combine(directory, PoolNames.Features), column.Width);
        var narrow = new float[Chunk(column.RowCount, column.Width) * column.Width];
        for (var row = 0L; row < column.RowCount;)
        {
            var rows = Chunk(column.RowCount - row, column.Width);
            var wide = column.Rows(row, rows);
            for (var i = 0; i < wide.Length; i++)
            {
                narrow[i] = (float)wide[i];
            }

            var values = narrow.AsSpan(0, wide.Length);
            NonFinite.Observe(values, firstRow + row, column.Width);
            writer.Write(values);
            row += rows;
            Told(row, column.RowCount, column.Width);
        }

        return writer.Finish(durability);
    }

    private void Told(long row, long rows, int width)
    {
        cancellation.ThrowIfCancellationRequested();
        options.Progress?.Invoke(new PoolProgress("copying", row, row * width * sizeof(float), rows * width * sizeof(float)));
    }

    private (FileChecksum Sum, PoolSourceInfo Source) Digest(string path, string name, SpanAction<byte, long>? observe = null)
    {
        using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = RandomAccess.GetLength(handle);
        var blocks = new uint[FileChecksum.BlockCount(length)];
        var buffer = new byte[BlockFile.BlockSize];
        for (var i = 0; i < blocks.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var offset = (long)i * BlockFile.BlockSize;
            var block = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset));
            if (BlockCheck.ReadFully(handle, block, offset) != block.Length)
            {
                throw PluginALException.Input($"{path} became shorter while it was read: let nobody write it, then run the command again.");
            }

            hash.AppendData(block);
            blocks[i] = Crc32C.Of(block);
            observe?.Invoke(block, offset);
            options.Progress?.Invoke(new PoolProgress("checking", 0, offset + block.Length, length));
        }

        return (new FileChecksum(name, length, blocks), new PoolSourceInfo(path, length, System.Convert.ToHexStringLower(hash.GetHashAndReset())));
    }
}
