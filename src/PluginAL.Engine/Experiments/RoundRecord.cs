using System.Text.Json;
using System.Text.Json.Serialization;
using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Experiments;

/// <summary>What the ledger keeps of a completed round of an experiment.</summary>
internal sealed record RoundRecord
{
    [JsonPropertyName("labels")]
    public required int Labels { get; init; }

    /// <summary>The two metrics of the task, by their names in <c>curve.csv</c>; one that is undefined is null.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Metrics { get; init; } = [];

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

    /// <summary>What the labels cost so far.</summary>
    [JsonPropertyName("cost")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Cost { get; init; }

    /// <summary>Seconds since the run began; for stopping rules only, as are <see cref="StopSet"/> and <see cref="BatchUncertainty"/>.</summary>
    [JsonPropertyName("elapsed_seconds")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ElapsedSeconds { get; init; }

    [JsonPropertyName("stop_set")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StopSetRound? StopSet { get; init; }

    /// <summary>The largest normalised entropy of the rows that were chosen after this round, as its model saw them.</summary>
    [JsonPropertyName("batch_uncertainty")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BatchUncertainty { get; init; }

    /// <summary>Of the last round of a run with stopping rules: the accuracy that its model is expected to have on the test part.</summary>
    [JsonPropertyName("prediction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccuracyPrediction? Prediction { get; init; }

    /// <summary>Of a run's last round: the task's first metric over the pool, as estimated from the run's own labels.</summary>
    [JsonPropertyName("estimated_accuracy")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccuracyEstimate? EstimatedAccuracy { get; init; }

    /// <summary>What each rule said.</summary>
    [JsonPropertyName("rules")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RuleVerdict>? Rules { get; init; }

    /// <summary>A metric by its name; NaN where it is undefined.</summary>
    public double this[string metric] => Metrics.TryGetValue(metric, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    /// <summary>The metrics of a model as a record keeps them.</summary>
    public static Dictionary<string, JsonElement> MetricsOf(MetricNames names, TaskScore score) => new()
    {
        [names.First] = JsonSerializer.SerializeToElement(double.IsFinite(score.Metric1) ? score.Metric1 : (double?)null),
        [names.Second] = JsonSerializer.SerializeToElement(double.IsFinite(score.Metric2) ? score.Metric2 : (double?)null),
    };

    public string ToJson() => JsonSerializer.Serialize(this);

    public static RoundRecord Parse(string json) => JsonSerializer.Deserialize<RoundRecord>(json)!;
}

/// <summary>What a stopping rule said after a round.</summary>
internal sealed record RuleVerdict(
    [property: JsonPropertyName("rule")] string Rule, [property: JsonPropertyName("stop")] bool Stop, [property: JsonPropertyName("reason")] string Reason);
