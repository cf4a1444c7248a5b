using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>
/// A pool's records as features of another pipeline, encoded as they are read: for a model that was trained on other
/// features than the pool has. Slower than features that are stored, and never whole in memory.
/// </summary>
public sealed class RecordFeatures : FeatureMatrix
{
    private readonly Pool _pool;
    private readonly FeaturePipeline _pipeline;

    /// <summary>The features of a pool's records.</summary>
    /// <param name="pool">The pool, which must have records with the pipeline's fields.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <exception cref="PluginALException">The pool has no records, or not the fields.</exception>
    public RecordFeatures(Pool pool, FeaturePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(pipeline);
        if (!pool.HasRecords)
        {
            throw PluginALException.Input(
                $"Pool {pool.Path} has other features than the model was trained on, and no records to encode anew; give the pool that the model was trained with, or one with records.");
        }

        // The pool's id and label may be others: they are not features.
        var (found, expected) = (pool.Schema!, pipeline.Schema);
        if (!found.Text.SequenceEqual(expected.Text) || !found.Numeric.SequenceEqual(expected.Numeric) || !found.Categories.SequenceEqual(expected.Categories)
            || !found.Images.SequenceEqual(expected.Images))
        {
            throw PluginALException.Input(
                $"Pool {pool.Path} has {Words(found)}, and the model was trained on {Words(expected)}; make a pool with the fields of the model.");
        }

        _pool = pool;
        _pipeline = pipeline;
    }

    /// <inheritdoc/>
    public override FeatureLayout Layout => _pipeline.Layout;

    /// <inheritdoc/>
    public override long RowCount => _pool.RowCount;

    /// <inheritdoc/>
    public override int Width => _pipeline.Width;

    /// <inheritdoc/>
    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        var count = (int)Math.Min(maxRows, _pool.RowCount - firstRow);
        var fields = new FieldValues(_pool.Schema!);
        var row = new FeatureRow();
        if (Layout == FeatureLayout.Dense)
        {
            var values = new float[count * Width];
            for (var i = 0; i < count; i++)
            {
                Encode(firstRow + i, fields, row);
                row.CopyTo(values.AsSpan(i * Width, Width));
            }

            return FeatureBlock.Dense(values, count, Width);
        }

        var sparse = new SparseFeatures(Width);
        for (var i = 0; i < count; i++)
        {
            Encode(firstRow + i, fields, row);
            sparse.Append(row.Columns, row.Values);
        }

        return sparse.Block(0, count);
    }

    private void Encode(long index, FieldValues fields, FeatureRow row)
    {
        _pool.ReadFields(index, fields);
        row.Clear();
        _pipeline.Encode(fields, row);
    }

    private static string Words(FieldSchema schema)
    {
        (string Kind, IReadOnlyList<string> Fields)[] parts = [("text", schema.Text), ("numeric", schema.Numeric), ("category", schema.Categories), ("image", schema.Images)];
        return string.Join(" and ", parts.Where(part => part.Fields.Count > 0).Select(part => $"{part.Kind} {string.Join(", ", part.Fields)}")) is { Length: > 0 } words
            ? words
            : "no fields";
    }
}
