using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>A pool as something to learn from.</summary>
/// <param name="pool">The pool; must have features.</param>
/// <param name="classes">The names of the classes, where more are known than the pool has; else null.</param>
public sealed class PoolData(Pool pool, IReadOnlyList<string>? classes = null) : LearningData
{
    /// <inheritdoc/>
    public override string Fingerprint => pool.SchemaHash;

    /// <inheritdoc/>
    public override FeatureMatrix Features => pool.Features ?? throw PluginALException.Input(
        $"Pool {pool.Path} has no features; make one with fields to learn from (--text, --numeric, --category, --image or --features).");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => classes ?? pool.Classes;

    /// <inheritdoc/>
    public override Label? Truth(long row) => pool.HasLabels && pool.ClassAt(row) is >= 0 and var index ? new ClassLabel(index) : null;

    /// <inheritdoc/>
    public override double? Cost(long row) => pool.CostAt(row);

    /// <inheritdoc/>
    public override string Describe(long row)
    {
        if (!pool.HasRecords)
        {
            var values = Features.Block(row, 1);
            return $"row {row}: " + string.Join(' ', values.Values.ToArray().Take(64));
        }

        if (pool.Schema is { Text.Count: > 0 } schema)
        {
            var fields = new FieldValues(schema);
            pool.ReadFields(row, fields);
            return fields.Text;
        }

        return System.Text.Encoding.UTF8.GetString(pool.RecordBytes(row)).TrimEnd('\r', '\n');
    }
}
