using System.Text.Json.Serialization;

namespace PluginAL.Engine.Measurement;

/// <summary>An accuracy over the pool, in [0, 1].</summary>
/// <param name="Value">What is predicted.</param>
/// <param name="OnPool">What it is, where the data tell; else NaN.</param>
public sealed record AccuracyPrediction(
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("on_pool"), JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double OnPool);
