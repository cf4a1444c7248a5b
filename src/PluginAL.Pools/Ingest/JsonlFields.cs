using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Reads the fields of one JSON object. One instance per thread: it keeps what it learns about the order of the fields.</summary>
internal sealed class JsonlFields(FieldPlan plan)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    private readonly string[] _texts = new string[plan.Schema.Text.Count];
    private readonly bool[] _seen = new bool[plan.Fields.Length];
    private readonly TaskValues _task = new(plan.Schema, plan.Contexts);
    private bool _learnable;
    private readonly List<int> _order = [];

    /// <summary>The names of an object's fields, as far as the line can be read.</summary>
    public static List<string> Names(ReadOnlySpan<byte> line)
    {
        var names = new List<string>();
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return names;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(reader.GetString()!);
                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The pass over the records says what is wrong with the line; a line may also be cut where the look ahead ends.
            return names;
        }

        return names;
    }

    /// <summary>A field's text, or its number as it stands; null where the object has no such field, or the line is no object.</summary>
    public static string? Value(ReadOnlySpan<byte> line, string field)
    {
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(field);
                reader.Read();
                if (isIt)
                {
                    return reader.TokenType switch
                    {
                        JsonTokenType.String => reader.GetString(),
                        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                        _ => null,
                    };
                }

                reader.Skip();
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whoever parses the record says what is wrong with it.
            return null;
        }
    }

    /// <summary>Checks the whole line and reads the planned fields.</summary>
    public void Parse(ReadOnlySpan<byte> line, FieldValues values, RecordPlace place)
    {
        if (!Utf8.IsValid(line))
        {
            throw place.Error($"byte {InvalidAt(line) + 1} of the line is not UTF-8, expected UTF-8 throughout: convert the file to UTF-8.");
        }

        Reset(values);
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw place.Error(
                    $"found a JSON {Kind(reader.TokenType)}, expected one object per line such as {{\"text\": \"...\", \"label\": \"...\"}}: convert the file to JSON Lines.");
            }

            var position = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = Find(ref reader, position++);
                reader.Read();
                if (field < 0)
                {
                    reader.Skip();
                }
                else
                {
                    _seen[field] = true;
                    Take(ref reader, plan.Fields[field], values, place);
                }
            }

            reader.Read();
        }
        catch (JsonException exception)
        {
            throw place.Error($"not JSON at byte {exception.BytePositionInLine + 1} of the line ({Reason(exception)}): repair or remove the line.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw place.Error("a string holds half of a surrogate pair, which is no text: repair or remove the line.", exception);
        }

        CheckSeen(values, place);
        values.Text = _texts.Length switch
        {
            0 => "",
            1 => _texts[0],
            _ => string.Join('\n', _texts),
        };
        _task.Complete(values, place);
    }

    internal static int InvalidAt(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            position += consumed;
        }

        return position;
    }

    private static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
    }

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "array",
        JsonTokenType.StartObject => "object",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        _ => "null",
    };

    private static string? Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };

    private void Reset(FieldValues values)
    {
        Array.Clear(_seen);
        Array.Fill(_texts, "");
        values.Id = null;
        values.Label = null;
        values.Cost = double.NaN;
        _task.Reset(values);
        values.Numbers.AsSpan().Fill(double.NaN);
        Array.Clear(values.Categories);
        Array.Clear(values.Images);
    }

    private int Find(ref Utf8JsonReader reader, int position)
    {
        if (position < _order.Count)
        {
            var guess = _order[position];
            if (guess >= 0 && reader.ValueTextEquals(plan.Fields[guess].Utf8))
            {
                return guess;
            }
        }

        var found = -1;
        for (var i = 0; i < plan.Fields.Length && found < 0; i++)
        {
            found = reader.ValueTextEquals(plan.Fields[i].Utf8) ? i : -1;
        }

        if (position < 4096)
        {
            CollectionsMarshal.SetCount(_order, Math.Max(_order.Count, position + 1));
            _order[position] = found;
        }

        return found;
    }

    private void Take(ref Utf8JsonReader reader, PlannedField field, FieldValues values, RecordPlace place)
    {
        if (_task.Takes(field.Targets[0].Role))
        {
            _task.Take(ref reader, field.Targets[0].Role, field.Name, values, place);
            return;
        }

        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            var number = field.Has(FieldRole.Number) || field.Has(FieldRole.Cost) || (field.Has(FieldRole.Label) && plan.Schema.Task == LearningTask.Regression);
            throw Wrong(ref reader, field, number ? "a number" : "a string", place);
        }

        foreach (var (role, index) in field.Targets)
        {
            switch (role)
            {
                case FieldRole.Id:
                    values.Id = Scalar(ref reader);
                    break;
                case FieldRole.Label:
                    values.Label = Scalar(ref reader) is { Length: > 0 } label ? label : null;
                    break;
                case FieldRole.Cost:
                    var cost = Number(ref reader, field, place);
                    values.Cost = cost > 0 || double.IsNaN(cost)
                        ? cost
                        : throw place.Error($"field '{field.Name}' is the cost {ValueRules.Quote(reader.ValueSpan)}, {ValueRules.CostExpected}");
                    break;
                case FieldRole.Text:
                    _texts[index] = reader.TokenType switch
                    {
                        JsonTokenType.String => reader.GetString()!,
                        JsonTokenType.Null => "",
                        _ => throw Wrong(ref reader, field, "a string", place),
                    };
                    break;
                case FieldRole.Number:
                    values.Numbers[index] = Number(ref reader, field, place);
                    break;
                case FieldRole.Image:
                    values.Images[index] = Scalar(ref reader) is { Length: > 0 } path ? path : null;
                    break;
                default:
                    values.Categories[index] = Scalar(ref reader) is { } category && category is not ("" or "?") ? category : null;
                    break;
            }
        }
    }

    private static double Number(ref Utf8JsonReader reader, PlannedField field, RecordPlace place)
    {
        double value;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return double.NaN;
            case JsonTokenType.Number when reader.TryGetDouble(out value) && double.IsFinite(value):
                return value;
            case JsonTokenType.String:
                var kind = ValueRules.Read(Encoding.UTF8.GetBytes(reader.GetString()!), out value);
                return kind != ValueRules.Number.Invalid ? value : throw Wrong(ref reader, field, "a finite number", place);
            default:
                throw Wrong(ref reader, field, "a finite number", place);
        }
    }

    private static PluginALException Wrong(ref Utf8JsonReader reader, PlannedField field, string expected, RecordPlace place)
    {
        var found = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject
            ? $"a JSON {Kind(reader.TokenType)}"
            : $"the {Kind(reader.TokenType)} {ValueRules.Quote(reader.ValueSpan)}";
        return place.Error($"field '{field.Name}' is {found}, expected {expected}: repair the line, or name another field.");
    }

    /// <summary>Refuses a source in which no record has any field to learn from: it is of another kind.</summary>
    public void CheckLearnable(string source)
    {
        if (!_learnable && plan.Fields.Any(IsFeature))
        {
            var names = plan.Schema.Numeric.Concat(plan.Schema.Categories).Concat(plan.Schema.Images).ToList();
            throw PluginALException.Input(
                $"{source}: no record has any of the fields to learn from ({string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", ..." : "")}), expected at least one: "
                + "give records of the same kind, or name other fields.");
        }
    }

    private static bool IsFeature(PlannedField field) => field.Has(FieldRole.Number) || field.Has(FieldRole.Category) || field.Has(FieldRole.Text) || field.Has(FieldRole.Image);

    private void CheckSeen(FieldValues values, RecordPlace place)
    {
        for (var i = 0; i < _seen.Length; i++)
        {
            if (!_seen[i] && (plan.Fields[i].Has(FieldRole.Text) || plan.Fields[i].Has(FieldRole.Id) || plan.Fields[i].Has(FieldRole.Context)))
            {
                var part = plan.Fields[i].Has(FieldRole.Text) ? "text" : plan.Fields[i].Has(FieldRole.Id) ? "id" : "context";
                throw place.Error($"the {part} field '{plan.Fields[i].Name}' is missing, expected in every record: add it, or name another field with --{part}.");
            }
        }

        for (var i = 0; i < _seen.Length && !_learnable; i++)
        {
            _learnable = _seen[i] && IsFeature(plan.Fields[i]);
        }

        if (plan.Schema.Id is { } id && string.IsNullOrEmpty(values.Id))
        {
            throw place.Error($"the id field '{id}' is empty, expected an id in every record: fill it in, or name another field with --id.");
        }
    }
}
