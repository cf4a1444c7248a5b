using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>An oracle in a process of its own.</summary>
internal sealed class IsolatedOracle(IsolatedPlugin plugin) : IOracle, IDisposable
{
    public ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation) =>
        new(Task.Run(() => Ask(tickets, context, cancellation), CancellationToken.None));

    public void Dispose() => plugin.Dispose();

    private IReadOnlyList<Answer> Ask(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation) => plugin.Call<IReadOnlyList<Answer>>(
        "AskAsync",
        "oracle/ask",
        _ => new JsonObject
        {
            ["task"] = context.Task.ToString(),
            ["classes"] = Wire.Texts(context.Classes),
            ["tickets"] = new JsonArray([.. tickets.Select(ticket => (JsonNode)new JsonObject
            {
                ["id"] = ticket.Id,
                ["row"] = ticket.Row,
                ["round"] = ticket.Round,
                ["score"] = Number(ticket.Score),
                ["probability"] = ticket.Probability,
            })]),
        },
        (answer, _) => answer.ValueKind == JsonValueKind.Null ? null! : [.. answer.EnumerateArray().Select(Read)],
        _ => (method, asked) => method switch
        {
            "oracle/truth" => Wire.Of(context.Truth(asked.Long("row"))),
            "oracle/cost" => context.Cost(asked.Long("row")),
            "oracle/describe" => context.Describe(asked.Long("row")),
            _ => throw new InvalidDataException($"there is no method '{method}'"),
        },
        context.Log,
        cancellation: cancellation);

    /// <summary>JSON has no NaN: it is null.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;

    private static Answer Read(JsonElement answer) => answer.ValueKind == JsonValueKind.Null
        ? null!
        : new Answer(
            answer.Text("ticket"),
            Wire.Label(answer.GetProperty("label")),
            answer.Text("annotator"),
            answer.TryGetProperty("cost", out var cost) ? cost.ValueKind == JsonValueKind.Number ? cost.GetDouble() : double.NaN : 1);
}
