using System.Text;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Reads fields whose form depends on the task: lists of labels (an array, or a text with <c>|</c> between them), tokens and tags (an array,
/// or a text with blanks between them), contexts and answers. What needs the whole record, such as as many tags as tokens, is looked at when
/// the record is complete.
/// </summary>
internal sealed class TaskValues(FieldSchema schema, Lazy<ContextTable>? contexts)
{
    /// <summary>An answer as it stands in the record; −1: the record does not say where it starts.</summary>
    private readonly record struct Answer(string Text, long Start);

    private List<Answer>? _answers;
    private bool _tokensMissing;

    /// <summary>Forgets the last record.</summary>
    public void Reset(FieldValues values)
    {
        values.Labels = null;
        values.Answers = null;
        values.Context = "";
        values.Tokens = [];
        values.Token = 0;
        _answers = null;
        _tokensMissing = false;
    }

    /// <summary>Whether a field of a role is read here.</summary>
    public bool Takes(FieldRole role) => (schema.Task, role) switch
    {
        (LearningTask.Sequence, FieldRole.Text or FieldRole.Label) => true,
        (LearningTask.MultiLabel or LearningTask.QuestionAnswering, FieldRole.Label) => true,
        (_, FieldRole.Context) => true,
        _ => false,
    };

    /// <summary>Reads a JSON value, at which the reader stands, to its end.</summary>
    public void Take(ref Utf8JsonReader reader, FieldRole role, string field, FieldValues values, RecordPlace place)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Take(reader.GetString()!, role, field, values, place);
            return;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var value = document.RootElement;
        switch (role)
        {
            case FieldRole.Text:
                _tokensMissing = value.ValueKind == JsonValueKind.Null;
                values.Tokens = _tokensMissing ? [] : Strings(value, field, "an array of strings, the tokens", place);
                break;
            case FieldRole.Context:
                values.Context = value.ValueKind == JsonValueKind.Number ? Context(value.GetRawText(), place) : throw Wrong(value, field, "a string", place);
                break;
            case FieldRole.Label when value.ValueKind == JsonValueKind.Null:
                break;
            case FieldRole.Label when schema.Task == LearningTask.QuestionAnswering:
                _answers = Answers(value, field, place);
                break;
            default:
                var expected = schema.Task == LearningTask.Sequence ? "an array of strings, one tag for each token" : "an array of strings, the labels";
                values.Labels = Strings(value, field, expected, place);
                values.Labels = schema.Task == LearningTask.Sequence ? values.Labels : [.. values.Labels.Distinct(StringComparer.Ordinal)];
                break;
        }
    }

    /// <summary>Reads a text, such as a CSV cell. An empty one is a missing label.</summary>
    public void Take(string text, FieldRole role, string field, FieldValues values, RecordPlace place)
    {
        switch (role)
        {
            case FieldRole.Text:
                values.Tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                break;
            case FieldRole.Context:
                values.Context = Context(text, place);
                break;
            case FieldRole.Label when text.Length == 0:
                break;
            case FieldRole.Label when schema.Task == LearningTask.QuestionAnswering:
                _answers = [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(answer => new Answer(answer, -1))];
                break;
            default:
                values.Labels = schema.Task == LearningTask.Sequence
                    ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    : [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
                break;
        }
    }

    /// <summary>What can be said only of the whole record.</summary>
    public void Complete(FieldValues values, RecordPlace place)
    {
        if (schema.Task == LearningTask.Sequence)
        {
            values.Text = string.Join(' ', values.Tokens);
            if (_tokensMissing)
            {
                throw place.Error($"field '{schema.Text[0]}' is null, expected an array of strings, the tokens: repair or remove the line.");
            }

            if (values.Labels is { } tags && tags.Count != values.Tokens.Count)
            {
                throw place.Error($"{tags.Count} tags in '{schema.Label}' for {values.Tokens.Count} tokens in '{schema.Text[0]}', expected as many: repair or remove the line.");
            }
        }

        if (_answers is not null)
        {
            var spans = _answers.Select(answer => Span(answer, values.Context, place)).ToList();
            spans.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
            values.Answers = spans;
        }
    }

    /// <summary>The index of a UTF-16 unit for a number of code points from the start; −1: there are not so many.</summary>
    private static int Utf16(string text, long codePoints)
    {
        var index = 0;
        for (; codePoints > 0 && index < text.Length; codePoints--)
        {
            index += index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
        }

        return codePoints == 0 ? index : -1;
    }

    private static LabelledSpan Span(Answer answer, string context, RecordPlace place)
    {
        var start = answer.Start < 0 ? context.IndexOf(answer.Text, StringComparison.Ordinal) : Utf16(context, answer.Start);
        return start >= 0 && context.AsSpan(start).StartsWith(answer.Text, StringComparison.Ordinal)
            ? new LabelledSpan(start, start + answer.Text.Length, -1, answer.Text)
            : throw place.Error(
                $"answer {ValueRules.Quote(Encoding.UTF8.GetBytes(answer.Text))} is not {(answer.Start < 0 ? "in its context" : $"at character {answer.Start} of its context")}, "
                + "expected a part of the context (start counts Unicode characters from 0): repair or remove the line.");
    }

    private static PluginALException Wrong(JsonElement value, string field, string expected, RecordPlace place)
    {
        var found = value.ValueKind switch
        {
            JsonValueKind.Array => "a JSON array",
            JsonValueKind.Object => "a JSON object",
            JsonValueKind.Null => "null",
            _ => $"the value {ValueRules.Quote(Encoding.UTF8.GetBytes(value.GetRawText()))}",
        };
        return place.Error($"field '{field}' is {found}, expected {expected}: repair the line, or name another field.");
    }

    private static string[] Strings(JsonElement array, string field, string expected, RecordPlace place)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(array, field, expected, place);
        }

        var strings = new string[array.GetArrayLength()];
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = array[i].ValueKind switch
            {
                JsonValueKind.String when array[i].GetString() is { Length: > 0 } text => text,
                JsonValueKind.Number => array[i].GetRawText(),
                JsonValueKind.String => throw place.Error($"field '{field}' has an empty string at position {i}, expected {expected}: repair or remove the line."),
                _ => throw Wrong(array[i], $"{field}[{i}]", "a string", place),
            };
        }

        return strings;
    }

    /// <summary>Objects with text and start, or texts alone; also two arrays side by side, in an object.</summary>
    private static List<Answer> Answers(JsonElement value, string field, RecordPlace place)
    {
        const string Expected = "an array of objects with 'text' and 'start'";
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("text", out var texts) && texts.ValueKind == JsonValueKind.Array)
        {
            var answers = Strings(texts, field + ".text", "an array of strings, the answers", place).Select(text => new Answer(text, -1)).ToList();
            if (Starts(value) is not { } starts)
            {
                return answers;
            }

            if (starts.ValueKind != JsonValueKind.Array || starts.GetArrayLength() != answers.Count)
            {
                throw Wrong(starts, field + ".start", $"an array of {answers.Count} whole numbers, one for each text", place);
            }

            return [.. answers.Select((answer, i) => answer with { Start = Start(starts[i], field, place) })];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(value, field, Expected, place);
        }

        var found = new List<Answer>();
        foreach (var item in value.EnumerateArray())
        {
            found.Add(item.ValueKind switch
            {
                JsonValueKind.String when item.GetString() is { Length: > 0 } text => new Answer(text, -1),
                JsonValueKind.Object when item.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } words =>
                    new Answer(words, Starts(item) is { } start ? Start(start, field, place) : -1),
                _ => throw Wrong(item, field, Expected, place),
            });
        }

        return found;
    }

    private static JsonElement? Starts(JsonElement answer) =>
        answer.TryGetProperty("start", out var start) || answer.TryGetProperty("answer_start", out start) ? start : null;

    private static long Start(JsonElement start, string field, RecordPlace place) =>
        start.ValueKind == JsonValueKind.Number && start.TryGetInt64(out var value) && value >= 0 ? value
        : throw Wrong(start, field + ".start", "a whole number from 0 on", place);

    private string Context(string value, RecordPlace place) => contexts is null ? value : contexts.Value[value, place];
}
