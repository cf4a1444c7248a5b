using System.Numerics;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Data;

/// <summary>
/// Sparse features as dense rows of 128 columns: a sparse random projection after Kane and Nelson (2014, "Sparser Johnson-Lindenstrauss
/// transforms"), the block construction. Each feature column goes to eight of the 128, one in each group of sixteen, with a random sign and
/// weight 1/√8, so that inner products and distances are kept in expectation; a row's length to within about √(2/128) = 12 %. The
/// projection is a fixed function of the column number: the same for every session, seed and machine.
/// </summary>
/// <remarks>
/// Rows are kept once computed where all of them fit into <see cref="CacheBytes"/>; of a larger pool a block is computed each time, and
/// is valid only until the same thread asks for the next one. Safe to use from several threads.
/// </remarks>
public sealed class ProjectedFeatures : FeatureMatrix
{
    /// <summary>Columns of the projection.</summary>
    public const int Columns = 128;

    /// <summary>The most bytes of rows that are kept: 256 MiB, half a million rows.</summary>
    public const long CacheBytes = 256L << 20;

    private const int Groups = 8;
    private const int GroupSize = Columns / Groups;
    private const int ChunkRows = 1024;

    private readonly FeatureMatrix _source;
    private readonly float[]?[]? _kept;
    private readonly ThreadLocal<float[]> _buffer = new(() => new float[ChunkRows * Columns]);

    /// <summary>Projects features.</summary>
    /// <param name="source">The sparse features, (N, D). They must outlive this.</param>
    /// <param name="keep">Whether rows are kept where they fit.</param>
    /// <exception cref="ArgumentException">The features are dense.</exception>
    public ProjectedFeatures(FeatureMatrix source, bool keep = true)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Layout != FeatureLayout.Sparse)
        {
            throw new ArgumentException("Only sparse features are projected; dense ones are rows already.", nameof(source));
        }

        _source = source;
        if (keep && source.RowCount <= CacheBytes / (Columns * sizeof(float)))
        {
            _kept = new float[]?[(source.RowCount + ChunkRows - 1) / ChunkRows];
        }
    }

    /// <inheritdoc/>
    public override FeatureLayout Layout => FeatureLayout.Dense;

    /// <inheritdoc/>
    public override long RowCount => _source.RowCount;

    /// <inheritdoc/>
    public override int Width => Columns;

    /// <summary>The features as dense rows: themselves where they are dense, else projected.</summary>
    /// <param name="features">The features.</param>
    /// <returns>Dense features of the same rows.</returns>
    public static FeatureMatrix DenseOf(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.Layout == FeatureLayout.Dense ? features : new ProjectedFeatures(features);
    }

    /// <inheritdoc/>
    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
        var (chunk, at) = ((int)(firstRow / ChunkRows), (int)(firstRow % ChunkRows));
        var inChunk = (int)Math.Min(ChunkRows, RowCount - ((long)chunk * ChunkRows));
        var count = Math.Min(maxRows, inChunk - at);
        if (_kept is null)
        {
            var target = _buffer.Value.AsSpan(0, count * Columns);
            Project(firstRow, count, target);
            return FeatureBlock.Dense(target, count, Columns);
        }

        if (Volatile.Read(ref _kept[chunk]) is not { } rows)
        {
            // Two threads may both compute a chunk: the bits are the same.
            rows = new float[inChunk * Columns];
            Project((long)chunk * ChunkRows, inChunk, rows);
            Volatile.Write(ref _kept[chunk], rows);
        }

        return FeatureBlock.Dense(rows.AsSpan(at * Columns, count * Columns), count, Columns);
    }

    private void Project(long firstRow, int count, Span<float> target)
    {
        target.Clear();
        for (var done = 0; done < count;)
        {
            var block = _source.Block(firstRow + done, count - done);
            for (var i = 0; i < block.Count; i++)
            {
                var (start, end) = ((int)(block.RowOffsets[i] - block.RowOffsets[0]), (int)(block.RowOffsets[i + 1] - block.RowOffsets[0]));
                var row = target.Slice((done + i) * Columns, Columns);
                for (var k = start; k < end; k++)
                {
                    Add(block.Columns[k], block.Values[k], row);
                }
            }

            done += block.Count;
        }
    }

    private static void Add(int column, float value, Span<float> row)
    {
        // 1/√8, and the finaliser of SplitMix64 over the column number: five bits for each group, four for the place and one for the sign.
        value *= 0.35355338f;
        var bits = ((ulong)column + 1) * 0x9E3779B97F4A7C15UL;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        bits = BitOperations.RotateLeft(bits ^ (bits >> 31), 17);
        for (var group = 0; group < Groups; group++)
        {
            var place = (group * GroupSize) + (int)(bits & 15);
            row[place] += (bits & 16) == 0 ? value : -value;
            bits >>= 5;
        }
    }
}
