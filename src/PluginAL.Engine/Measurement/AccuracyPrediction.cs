using System.Text.Json.Serialization;

namespace PluginAL.Engine.Measurement;

/// <summary>The accuracy, in [0, 1], that a model is expected to have on rows whose labels were not looked at.</summary>
/// <param name="Value">The accuracy expected; null where nothing is known of it.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end of the 95 % interval.</param>
/// <param name="Note">Why it is not known better, and what would mend it; null where the interval reaches at most <see cref="Near"/> to either side.</param>
public sealed record AccuracyPrediction(
    [property: JsonPropertyName("value")] double? Value, [property: JsonPropertyName("low")] double Low, [property: JsonPropertyName("high")] double High,
    [property: JsonPropertyName("note"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note)
{
    /// <summary>Half the width of the interval up to which the accuracy counts as known: nearly nine in ten of such values are within two points, at the least.</summary>
    public const double Near = 0.03;

    /// <summary>Whether the interval is narrow enough for the value alone to be relied on.</summary>
    [JsonIgnore]
    public bool IsKnown => Value is not null && Note is null;

    /// <summary>The accuracy, its interval and the note, as a sentence's part.</summary>
    /// <returns>Such as <c>0.9312 (95 % interval 0.9101 to 0.9478)</c>.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"{(Value is { } value ? FormattableString.Invariant($"{value:F4}") : "unknown")} (95 % interval {Low:F4} to {High:F4}{(Note is null ? "" : $": {Note}")})");
}
