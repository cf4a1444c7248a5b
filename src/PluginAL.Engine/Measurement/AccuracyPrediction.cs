using System.Text.Json.Serialization;

namespace PluginAL.Engine.Measurement;

/// <summary>The accuracy, in [0, 1], that a model is expected to have on rows whose labels were not looked at.</summary>
/// <param name="Value">The accuracy expected; null where the interval is too wide for one number to be relied on.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end of the 95 % interval.</param>
/// <param name="Note">Why there is no <paramref name="Value"/>, and what would mend it; null where there is one.</param>
public sealed record AccuracyPrediction(
    [property: JsonPropertyName("value")] double? Value, [property: JsonPropertyName("low")] double Low, [property: JsonPropertyName("high")] double High,
    [property: JsonPropertyName("note"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note)
{
    /// <summary>Half the width of the interval up to which a value is stated: nearly nine in ten of such values are within two points, at the least.</summary>
    public const double WidestStated = 0.03;

    /// <summary>The accuracy, its interval and the note, as a sentence's part.</summary>
    /// <returns>Such as <c>0.9312 (95 % interval 0.9101 to 0.9478)</c>.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"{(Value is { } value ? FormattableString.Invariant($"{value:F4}") : "not stated")} (95 % interval {Low:F4} to {High:F4}{(Note is null ? "" : $": {Note}")})");
}
