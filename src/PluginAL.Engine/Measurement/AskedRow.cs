using System.Text.Json.Serialization;

namespace PluginAL.Engine.Measurement;

/// <summary>A row that was asked for, as the model saw it then.</summary>
/// <param name="Row">The row.</param>
/// <param name="Class">The class that the model predicted.</param>
/// <param name="First">Its probability.</param>
/// <param name="Second">The probability of the next class.</param>
internal sealed record AskedRow(
    [property: JsonPropertyName("row")] long Row, [property: JsonPropertyName("class")] int Class, [property: JsonPropertyName("first")] float First,
    [property: JsonPropertyName("second")] float Second);
