using System.Text.Json.Serialization;

namespace PluginAL.Engine.Experiments;

/// <summary>The first metric of a task, such as the accuracy, with its 95 % interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record AccuracyEstimate(
    [property: JsonPropertyName("value")] double Value, [property: JsonPropertyName("low")] double Low, [property: JsonPropertyName("high")] double High);
