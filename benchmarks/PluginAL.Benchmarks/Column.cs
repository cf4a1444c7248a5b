using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Benchmarks;

/// <summary>Floats outside the garbage collector's heap, on huge pages where Linux gives them, as NumPy asks for too.</summary>
internal sealed unsafe partial class Column : IDisposable
{
    private const nuint HugePage = 2 << 20;
    private const int AdviseHugePages = 14;

    private float* _items;

    public Column(long length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, int.MaxValue);
        Length = (int)length;
        nuint bytes = ((nuint)length * sizeof(float) + HugePage) / HugePage * HugePage;
        _items = (float*)NativeMemory.AlignedAlloc(bytes, HugePage);
        if (OperatingSystem.IsLinux()) _ = Advise(_items, bytes, AdviseHugePages); // may be refused: then pages are small
    }

    public int Length { get; }

    public Span<float> Span => new(_items, Length);

    /// <summary>Reads a little-endian float32 array in C order from an NPY file of format 1.</summary>
    public static Column Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[10];
        file.ReadExactly(head);
        int offset = 10 + BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        file.Position = offset;
        var column = new Column((file.Length - offset) / sizeof(float));
        file.ReadExactly(MemoryMarshal.AsBytes(column.Span));
        return column;
    }

    /// <summary>Random values in [0, 1), the same for the same seed.</summary>
    public static Column Uniform(long length, int seed)
    {
        var column = new Column(length);
        var random = new Random(seed);
        foreach (ref float x in column.Span) x = random.NextSingle();
        return column;
    }

    /// <summary>Random rows that sum to one, most of them with a clear winner.</summary>
    public static Column Distributions(long rows, int classes, int seed)
    {
        Column column = Uniform(rows * classes, seed);
        foreach (ref float x in column.Span) x = x * x * x * x + 1e-7f;
        Scoring.Probabilities.Normalise(column.Span, classes);
        return column;
    }

    /// <summary>Random rows of about unit variance, around <paramref name="centres"/> points when that is not zero.</summary>
    public static Column Features(long rows, int width, int seed, int centres = 0)
    {
        Column column = Uniform(rows * width, seed);
        Column? means = centres == 0 ? null : Uniform((long)centres * width, seed + 1);
        var random = new Random(seed + 2);
        for (int r = 0; r < rows; r++)
        {
            Span<float> row = column.Span.Slice(r * width, width);
            ReadOnlySpan<float> mean = means is null ? default : means.Span.Slice(random.Next(centres) * width, width);
            for (int d = 0; d < width; d++) row[d] = (row[d] - 0.5f) * 3.46f + (mean.IsEmpty ? 0 : (mean[d] - 0.5f) * 3.46f);
        }
        means?.Dispose();
        return column;
    }

    /// <summary>The column as a table of rows.</summary>
    public RowTable Table(int width) => new(Length / width, width, (first, max) =>
        new(_items + (nint)first * width, (int)Math.Min(max, Length / width - first) * width));

    public void Dispose()
    {
        NativeMemory.AlignedFree(_items);
        _items = null;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
