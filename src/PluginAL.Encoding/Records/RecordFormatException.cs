namespace PluginAL.Encoding.Records;

/// <summary>A field of a record does not hold what its member needs. Whoever knows the file adds its name and the line.</summary>
/// <param name="field">The column or property.</param>
/// <param name="found">What it holds, quoted.</param>
/// <param name="expected">What was expected.</param>
public sealed class RecordFormatException(string field, string found, string expected) : Exception($"column '{field}' holds {found}; expected {expected}")
{
    /// <summary>The column or property.</summary>
    public string Field { get; } = field;

    /// <summary>What it holds, quoted.</summary>
    public string Found { get; } = found;

    /// <summary>What was expected.</summary>
    public string Expected { get; } = expected;
}
