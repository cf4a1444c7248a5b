using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Storage.Internals;

/// <summary>Events to columns and back.</summary>
internal static class EventMap
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static EventRow ToRow(LedgerEvent item)
    {
        var row = item switch
        {
            SessionStarted e => new EventRow("session-started") { Payload = StoredText.Json(e.ConfigJson, "the session's configuration") },
            SessionEnded e => new EventRow("session-ended") { Payload = StoredText.Json(e.PayloadJson, "the session's payload") },
            RoundCompleted e => new EventRow("round-completed")
            {
                Round = e.Round,
                Payload = StoredText.Json(e.PayloadJson, "the round's payload"),
            },
            StrategyReplaced e => new EventRow("strategy-replaced")
            {
                Round = e.Round,
                Strategy = StoredText.Name(e.Strategy, "the strategy's name"),
                Payload = Reason(StoredText.Name(e.Reason, "the reason")),
            },
            TicketIssued e => new EventRow("ticket-issued")
            {
                Round = e.Ticket.Round,
                Row = e.Ticket.Row,
                Ticket = StoredText.Name(e.Ticket.Id, "the ticket's identifier"),
                // SQLite has no NaN and one zero: NaN is null, and minus zero is zero.
                Score = double.IsNaN(e.Ticket.Score) ? null : e.Ticket.Score + 0.0,
                Probability = e.Ticket.Probability is { } p ? StoredText.Finite(p, "the ticket's probability") + 0.0 : null,
                Strategy = StoredText.Text(e.Strategy, "the strategy's name"),
                Model = StoredText.Text(e.ModelVersion, "the model's version"),
            },
            TicketLeased e => Answered("ticket-leased", e.TicketId, e.Row, e.Annotator, null, null) with { Payload = Lease(e) },
            TicketSkipped e => Answered("ticket-skipped", e.TicketId, e.Row, e.Annotator, null, e.Cost) with { Payload = Reason(e.Reason) },
            LabelGiven e => Answered("label-given", e.TicketId, e.Row, e.Annotator, e.Label, e.Cost),
            LabelCorrected e => Answered("label-corrected", e.TicketId, e.Row, e.Annotator, e.Label, e.Cost),
            _ => throw new NotSupportedException($"An event of type {item.GetType()} cannot be stored."),
        };
        return item.Key is null ? row : row with { Key = StoredText.Name(item.Key, "the event's key") };
    }

    public static LedgerEvent? FromRow(EventRow row)
    {
        LedgerEvent? item = row.Kind switch
        {
            "session-started" => new SessionStarted(row.Payload!),
            "session-ended" => new SessionEnded(row.Payload!),
            "round-completed" => new RoundCompleted(row.Round!.Value, row.Payload!),
            "ticket-issued" => new TicketIssued(
                new Ticket(row.Ticket!, row.Row!.Value, row.Round!.Value, row.Score ?? double.NaN, row.Probability), row.Strategy!, row.Model),
            "strategy-replaced" => new StrategyReplaced(row.Round!.Value, row.Strategy!, Reason(row)!),
            "ticket-leased" => Lease(row),
            "ticket-skipped" => new TicketSkipped(row.Ticket!, row.Row!.Value, row.Annotator!, row.Cost!.Value, Reason(row)),
            "label-given" => new LabelGiven(row.Ticket!, row.Row!.Value, LabelJson.Parse(row.Label!), row.Annotator!, row.Cost!.Value),
            "label-corrected" => new LabelCorrected(row.Ticket!, row.Row!.Value, LabelJson.Parse(row.Label!), row.Annotator!, row.Cost!.Value),
            _ => null,
        };
        return item is null || row.Key is null ? item : item with { Key = row.Key };
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string at) => DateTimeOffset.ParseExact(
        at, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static EventRow Answered(string kind, string ticket, long row, string annotator, Label? label, double? cost) => new(kind)
    {
        Ticket = StoredText.Name(ticket, "the ticket's identifier"),
        Row = row,
        Annotator = StoredText.Name(annotator, "the annotator's name"),
        Label = label is null ? null : LabelJson.Serialize(label),
        Cost = cost is null ? null : StoredText.Finite(cost.Value, "the cost") + 0.0,
    };

    private static string Lease(TicketLeased lease) => Json(json =>
    {
        json.WriteString("until"u8, Time(lease.Until));
        json.WriteNumber("token"u8, lease.Token);
    });

    private static TicketLeased Lease(EventRow row)
    {
        using var payload = JsonDocument.Parse(row.Payload!);
        return new TicketLeased(
            row.Ticket!,
            row.Row!.Value,
            row.Annotator!,
            Time(payload.RootElement.GetProperty("until").GetString()!),
            payload.RootElement.GetProperty("token").GetInt64());
    }

    private static string? Reason(string? reason) =>
        StoredText.Text(reason, "the reason") is { } text ? Json(json => json.WriteString("reason"u8, text)) : null;

    private static string? Reason(EventRow row)
    {
        if (row.Payload is null) return null;
        using var payload = JsonDocument.Parse(row.Payload);
        return payload.RootElement.GetProperty("reason").GetString();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
