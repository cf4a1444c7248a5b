using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>A memory-mapped NPY column of shape (N, D) as features.</summary>
/// <param name="column">The column.</param>
public sealed class NpyFeatures(NpyColumn<float> column) : FeatureMatrix
{
    /// <inheritdoc/>
    public override FeatureLayout Layout => FeatureLayout.Dense;

    /// <inheritdoc/>
    public override long RowCount => column.RowCount;

    /// <inheritdoc/>
    public override int Width => column.Width;

    /// <inheritdoc/>
    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        var count = (int)Math.Min(Math.Min(maxRows, column.MaxRowsPerSpan), column.RowCount - firstRow);
        return FeatureBlock.Dense(column.Rows(firstRow, count), count, column.Width);
    }
}
