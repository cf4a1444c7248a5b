using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Pools;

/// <summary>
/// A memory-mapped column of float16, bfloat16 or int8, (N, D), as float32 features. Each block is widened into a buffer of its thread
/// that stays in the processor's second-level cache; the column is never widened as a whole.
/// </summary>
/// <remarks>A block is valid only until the same thread asks for the next one.</remarks>
public sealed class WidenedFeatures : FeatureMatrix, IDisposable
{
    /// <summary>Floats of a block: 128 KiB.</summary>
    private const int BlockFloats = 32 * 1024;

    private readonly ThreadLocal<float[]> _buffer;
    private readonly Widening _widen;
    private readonly int _blockRows;
    private readonly int _maxRowsPerSpan;

    private WidenedFeatures(long rows, int width, int maxRowsPerSpan, Widening widen)
    {
        RowCount = rows;
        Width = width;
        _blockRows = RowsPerBlock(width);
        _maxRowsPerSpan = maxRowsPerSpan;
        _buffer = new ThreadLocal<float[]>(() => new float[_blockRows * width]);
        _widen = widen;
    }

    private delegate void Widening(long firstRow, int count, Span<float> target);

    /// <inheritdoc/>
    public override FeatureLayout Layout => FeatureLayout.Dense;

    /// <inheritdoc/>
    public override long RowCount { get; }

    /// <inheritdoc/>
    public override int Width { get; }

    /// <summary>Features of float16; widened exactly.</summary>
    /// <param name="column">The column, (N, D) with D at least 1. It must outlive the features.</param>
    /// <returns>The features.</returns>
    public static WidenedFeatures Float16(NpyColumn<Half> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new WidenedFeatures(column.RowCount, column.Width, column.MaxRowsPerSpan, (first, count, target) => Widen.Float16(column.Rows(first, count), target));
    }

    /// <summary>Features of bfloat16, kept as uint16; widened exactly.</summary>
    /// <param name="column">The column, (N, D) with D at least 1. It must outlive the features.</param>
    /// <returns>The features.</returns>
    public static WidenedFeatures BFloat16(NpyColumn<ushort> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new WidenedFeatures(column.RowCount, column.Width, column.MaxRowsPerSpan, (first, count, target) => Widen.BFloat16(column.Rows(first, count), target));
    }

    /// <summary>Features of int8, each times a scale.</summary>
    /// <param name="column">The column, (N, D) with D at least 1. It must outlive the features.</param>
    /// <param name="scale">What one unit stands for: one number for all rows, or one for each row. It must outlive the features.</param>
    /// <returns>The features.</returns>
    /// <exception cref="PluginALException">There are neither one nor N scales.</exception>
    public static WidenedFeatures Int8(NpyColumn<sbyte> column, NpyColumn<float> scale)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(scale);
        if (scale.Length != 1 && scale.Length != column.RowCount)
        {
            throw PluginALException.Input(
                $"{scale.Path} has {scale.Length} scales, and {column.Path} has {column.RowCount} rows; give one scale for all rows, or one for each.");
        }

        return new WidenedFeatures(column.RowCount, column.Width, column.MaxRowsPerSpan, (first, count, target) =>
        {
            if (scale.Length == 1)
            {
                Widen.Int8(column.Rows(first, count), scale[0], target);
            }
            else
            {
                Widen.Int8(column.Rows(first, count), column.Width, scale.Values(first, count), target);
            }
        });
    }

    /// <inheritdoc/>
    public override FeatureBlock Block(long firstRow, int maxRows) => Block(firstRow, maxRows, _buffer.Value!);

    /// <summary>The number of rows that are widened at a time.</summary>
    internal static int RowsPerBlock(int width) => Math.Max(BlockFloats / width, 1);

    /// <summary>A block in a given buffer, of <see cref="RowsPerBlock"/> rows.</summary>
    internal FeatureBlock Block(long firstRow, int maxRows, float[] buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
        var count = (int)Math.Min(Math.Min(Math.Min(maxRows, _blockRows), _maxRowsPerSpan), RowCount - firstRow);
        var target = buffer.AsSpan(0, count * Width);
        _widen(firstRow, count, target);
        return FeatureBlock.Dense(target, count, Width);
    }

    /// <summary>Lets go of the buffers.</summary>
    public void Dispose() => _buffer.Dispose();
}
