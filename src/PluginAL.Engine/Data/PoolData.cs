using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>A pool as something to learn from.</summary>
/// <param name="pool">The pool; must have features.</param>
/// <param name="classes">The names of the classes, where more are known than the pool has; else null.</param>
public sealed class PoolData(Pool pool, IReadOnlyList<string>? classes = null) : LearningData
{
    /// <inheritdoc/>
    public override LearningTask Task => pool.Task;

    /// <inheritdoc/>
    public override string Fingerprint => pool.SchemaHash;

    /// <inheritdoc/>
    public override FeatureMatrix Features => pool.Features ?? throw PluginALException.Input(
        $"Pool {pool.Path} has no features; make one with fields to learn from (--text, --numeric, --category, --image or --features).");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => classes ?? pool.Classes;

    /// <inheritdoc/>
    public override Label? Truth(long row) => pool.LabelAt(row);

    /// <inheritdoc/>
    public override TokenMatrix? Tokens => pool.Tokens;

    /// <inheritdoc/>
    public override bool HasTexts => base.HasTexts || pool.Schema is { Text.Count: > 0 };

    /// <inheritdoc/>
    public override string Text(long row) => pool.TextAt(row);

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

        // Never the label: whoever is asked for it should not read it.
        var record = new FieldValues(pool.Schema!);
        pool.ReadFields(row, record);
        var lines = (List<string>)[
            .. record.Schema.Text.Count > 0 ? [pool.TextAt(row)] : Array.Empty<string>(),
            .. record.Schema.Numeric.Zip(record.Numbers, (field, number) => string.Create(CultureInfo.InvariantCulture, $"{field}: {(double.IsNaN(number) ? null : number)}")),
            .. record.Schema.Categories.Concat(record.Schema.Images).Zip(record.Categories.Concat(record.Images), (field, value) => $"{field}: {value}"),
        ];
        return lines.Count > 0 ? string.Join('\n', lines) : System.Text.Encoding.UTF8.GetString(pool.RecordBytes(row)).TrimEnd('\r', '\n');
    }
}
