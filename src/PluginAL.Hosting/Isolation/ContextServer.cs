using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>Answers what a strategy in another process asks of its context, during one selection.</summary>
internal sealed class ContextServer(QueryContext context, SharedArrays arrays)
{
    private readonly ModelTable _models = new(arrays, context.Model is { } model ? [model] : [null]);

    public JsonNode? Serve(string method, JsonElement asked)
    {
        switch (method)
        {
            case "context/signals":
                return Signals(asked);
            case "context/features":
                var features = context.Features ?? throw new InvalidOperationException("the strategy does not need Features, so it is given none");
                return Wire.Of(features.Block(asked.Long("first"), asked.Int("count")), arrays, "features-" + asked.Text("slot"));
            case "context/history":
                return History();
            case "context/cost":
                return context.Cost(asked.Long("row"));
            case "context/fit":
                return _models.Add(context.Fit(arrays.Get<long>(asked.GetProperty("rows")).ToArray(), Wire.Labels(asked, arrays)));
            case "context/select":
                return Wire.Of(context.Select(asked.Text("strategy"), Wire.Rows(asked.GetProperty("candidates"), arrays), asked.Int("count")), arrays, "selected");
            case "context/score":
                context.Score(asked.Text("strategy"), arrays.Get<long>(asked.GetProperty("rows")), arrays.GetWritable<float>(asked.GetProperty("scores")));
                return null;
            default:
                return _models.Serve(method, asked);
        }
    }

    /// <summary>The signals of given rows, in one block, however many the context makes of them.</summary>
    private JsonObject Signals(JsonElement asked)
    {
        var rows = arrays.Get<long>(asked.GetProperty("rows"));
        var slot = "signals-" + asked.Text("slot");
        var parts = new List<JsonNode?>();
        context.ForEachBlock(rows, (in block) => parts.Add(Wire.Of(block, arrays, $"{slot}-{parts.Count}")));
        return new JsonObject { ["blocks"] = new JsonArray([.. parts]) };
    }

    private JsonObject History()
    {
        var history = context.History;
        var rounds = new int[history.Count];
        for (var i = 0; i < rounds.Length; i++)
        {
            rounds[i] = history[i].Round;
        }

        var answer = Wire.Of([.. history.Select(past => new SelectedRow(past.Row, past.Score, past.Probability))], arrays, "history");
        answer["rounds"] = arrays.Put<int>("history-rounds", rounds, rounds.Length);
        return answer;
    }
}
