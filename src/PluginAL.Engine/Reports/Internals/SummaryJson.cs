using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PluginAL.Engine.Reports.Internals;

internal static class SummaryJson
{
    public static string Of(ExperimentSummary summary)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, summary);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, ExperimentSummary summary)
    {
        var (description, metrics) = (summary.Description, summary.Metrics);
        json.WriteStartObject();
        json.WriteNumber("format", 1);
        json.WriteString("task", JsonNamingPolicy.KebabCaseLower.ConvertName(description.Task.ToString()));
        json.WriteString("data", description.Data);
        json.WriteString("command_line", description.CommandLine);
        json.WriteStartArray("metrics");
        json.WriteStringValue(metrics.First);
        json.WriteStringValue(metrics.Second);
        json.WriteEndArray();
        json.WriteStartArray("seeds");
        foreach (var seed in summary.Seeds) json.WriteNumberValue(seed);
        json.WriteEndArray();
        Write(json, "versions", description.Versions);
        Write(json, "configuration", description.Configuration);
        WriteRuns(json, "replaced_by_random", description.Replaced, item => (item.Strategy, item.Seed), item =>
        {
            json.WriteNumber("round", item.Round);
            json.WriteString("reason", item.Reason);
        });
        WriteRuns(json, "estimated_accuracy", description.Estimates, item => (item.Strategy, item.Seed), item =>
        {
            json.WriteNumber("labels", item.Labels);
            json.WriteString("metric", metrics.First);
            Write(json, "value", item.Estimate.Value);
            Write(json, "low", item.Estimate.Low);
            Write(json, "high", item.Estimate.High);
            Write(json, "on_test_part", item.Accuracy);
        });
        WriteRuns(json, "predicted_accuracy", description.Predictions, item => (item.Strategy, item.Seed), item =>
        {
            json.WriteNumber("labels", item.Labels);
            json.WriteString("ended_by", item.EndedBy);
            Write(json, "value", item.Prediction.Value);
            Write(json, "low", item.Prediction.Low);
            Write(json, "high", item.Prediction.High);
            json.WriteString("note", item.Prediction.Note);
            Write(json, "on_test_part", item.Accuracy);
        });
        if (description.FullData is { } full)
        {
            json.WriteStartObject("full_data");
            Write(json, metrics.First, full.Metric1);
            Write(json, metrics.Second, full.Metric2);
            json.WriteEndObject();
        }
        else json.WriteNull("full_data");

        json.WriteStartArray("strategies");
        foreach (var strategy in summary.Strategies) Write(json, strategy, metrics);
        json.WriteEndArray();
        if (description.Costs.Count > 0)
        {
            WriteRuns(json, "costs", description.Costs, item => (item.Strategy, item.Seed), item =>
            {
                json.WriteNumber("labels", item.Labels);
                Write(json, "cost", item.Cost);
            });
        }

        json.WriteEndObject();
    }

    /// <summary>A list of what there is to say of single runs.</summary>
    private static void WriteRuns<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, (string Strategy, ulong Seed)> run, Action<T> rest)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            var (strategy, seed) = run(item);
            json.WriteStartObject();
            json.WriteString("strategy", strategy);
            json.WriteNumber("seed", seed);
            rest(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, StrategySummary strategy, MetricNames metrics)
    {
        json.WriteStartObject();
        json.WriteString("strategy", strategy.Strategy);
        json.WriteStartObject("area");
        json.WriteString("metric", metrics.First);
        WriteFields(json, strategy.Area);
        json.WriteStartArray("per_seed");
        for (var i = 0; i < strategy.Seeds.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", strategy.Seeds[i]);
            Write(json, "area", strategy.AreaPerSeed[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("final");
        json.WriteNumber("labels", strategy.FinalLabels);
        Write(json, metrics.First, strategy.Final1);
        Write(json, metrics.Second, strategy.Final2);
        json.WriteEndObject();
        json.WriteStartObject("labels_needed");
        foreach (var needed in strategy.LabelsNeeded)
        {
            json.WriteStartObject(needed.Percent.ToString(CultureInfo.InvariantCulture));
            Write(json, "labels", needed.Labels);
            Write(json, "threshold", needed.Threshold);
            json.WriteNumber("seeds_reached", needed.SeedsReached);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("seconds_per_round");
        Write(json, "fit", strategy.FitSeconds);
        Write(json, "predict", strategy.PredictSeconds);
        Write(json, "select", strategy.SelectSeconds);
        json.WriteEndObject();
        if (strategy.AgainstRandom is { } against)
        {
            json.WriteStartObject("against_random");
            json.WriteString("claim", JsonNamingPolicy.KebabCaseLower.ConvertName(against.Claim.ToString()));
            json.WriteString("verdict", against.Verdict);
            json.WriteStartObject("area");
            WriteFields(json, against.Area);
            json.WriteEndObject();
            json.WriteStartArray("at_labels");
            foreach (var (labels, difference) in against.AtLabels)
            {
                json.WriteStartObject();
                json.WriteNumber("labels", labels);
                WriteFields(json, difference);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        else json.WriteNull("against_random");

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        WriteFields(json, spread);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Spread spread)
    {
        Write(json, "mean", spread.Mean);
        Write(json, "standard_deviation", spread.StandardDeviation);
    }

    private static void WriteFields(Utf8JsonWriter json, PairedDifference difference)
    {
        Write(json, "mean_difference", difference.Mean);
        Write(json, "low", difference.Low);
        Write(json, "high", difference.High);
        Write(json, "p_value", difference.PValue);
        json.WriteNumber("seeds", difference.Seeds);
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in pairs) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
