using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The parts, such as <c>train</c> and <c>test</c>, that the records of a file say they belong to by a field called <c>split</c>.</summary>
/// <param name="Train">What the field holds in the records to learn from.</param>
/// <param name="Test">What it holds in those to measure on.</param>
/// <param name="Rows">How many records hold each value.</param>
public sealed record RecordParts(string Train, string Test, IReadOnlyDictionary<string, long> Rows)
{
    /// <summary>The field.</summary>
    public const string Field = "split";

    /// <summary>Counts the records of each part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">What the user named: a field that is named for something else says nothing of parts.</param>
    /// <returns>The parts; null where the file has no such field, or where no record is of <c>train</c> or none of <c>test</c> (in any case of letters).</returns>
    /// <exception cref="PluginALException">The file cannot be read as records.</exception>
    public static RecordParts? Read(string path, FieldRequest fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        using (var stream = SourceStream.Open(PoolSource.FromFile(path), headSize: 4096))
        {
            if (fields.Names(Field) || stream.Detect(PoolFormat.Detect) == PoolFormat.Npy)
            {
                return null;
            }
        }

        using var reader = RecordReader.Open(PoolSource.FromFile(path));
        if (!reader.FieldNames().Contains(Field))
        {
            return null;
        }

        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var part = reader.Value(Field) ?? "";
            rows[part] = rows.GetValueOrDefault(part) + 1;
        }

        return Find("train") is { } train && Find("test") is { } test ? new RecordParts(train, test, rows) : null;

        string? Find(string name) => rows.Keys.FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The values with their numbers of records.</summary>
    /// <returns>As in <c>test 500, train 1500</c>.</returns>
    public override string ToString() => string.Join(", ", Rows.Select(pair => FormattableString.Invariant($"{(pair.Key.Length == 0 ? "none" : pair.Key)} {pair.Value}")));
}
