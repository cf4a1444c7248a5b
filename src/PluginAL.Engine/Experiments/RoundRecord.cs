using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginAL.Engine.Experiments;

/// <summary>What the ledger keeps of a completed round of an experiment.</summary>
internal sealed record RoundRecord
{
    [JsonPropertyName("labels")]
    public required int Labels { get; init; }

    [JsonPropertyName("accuracy")]
    public required double Accuracy { get; init; }

    [JsonPropertyName("macro_f1")]
    public required double MacroF1 { get; init; }

    [JsonPropertyName("fit_seconds")]
    public required double FitSeconds { get; init; }

    [JsonPropertyName("predict_seconds")]
    public double PredictSeconds { get; init; }

    [JsonPropertyName("select_seconds")]
    public double SelectSeconds { get; init; }

    /// <summary>Rows of true classes; of a run's last round only.</summary>
    [JsonPropertyName("confusion")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long[][]? Confusion { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    public static RoundRecord Parse(string json) => JsonSerializer.Deserialize<RoundRecord>(json)!;
}
