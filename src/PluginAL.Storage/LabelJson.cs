using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Storage.Internals;

namespace PluginAL.Storage;

/// <summary>
/// Labels as JSON, one object whose property says the kind: <c>{"class":3}</c>, <c>{"classes":[0,2]}</c>,
/// <c>{"number":1.5}</c>, <c>{"tags":[0,1]}</c>, <c>{"spans":[{"start":0,"end":4,"class":1,"surface":"Rome"}]}</c>,
/// <c>{"text":"..."}</c>. Nothing is lost: text that is not well-formed UTF-16 (a span may cut a character in two) is
/// written as <c>{"utf16":"..."}</c>, base64 of its little-endian units.
/// </summary>
public static class LabelJson
{
    private static readonly JsonWriterOptions Plain = new()
    {
        // The text goes into a database and files of its own, never unescaped into a page: keep it readable there.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a label.</summary>
    /// <param name="label">The label.</param>
    /// <returns>One line of JSON.</returns>
    /// <exception cref="PluginALException">A number is not finite, or an array was never set.</exception>
    public static string Serialize(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            switch (label)
            {
                case ClassLabel { Class: var index }:
                    json.WriteNumber("class"u8, index);
                    break;
                case MultiLabel { Classes: var classes }:
                    Write(json, "classes"u8, Given(classes));
                    break;
                case NumberLabel { Value: var value }:
                    json.WriteNumber("number"u8, StoredText.Finite(value, "the label's number"));
                    break;
                case TagsLabel { Tags: var tags }:
                    Write(json, "tags"u8, Given(tags));
                    break;
                case SpansLabel { Spans: var spans }:
                    Write(json, Given(spans));
                    break;
                case TextLabel { Text: var text }:
                    Write(json, "text"u8, text);
                    break;
                default:
                    throw new NotSupportedException($"A label of type {label.GetType()} has no JSON form.");
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a label that <see cref="Serialize"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The label.</returns>
    /// <exception cref="PluginALException">The text is not the JSON of a label.</exception>
    public static Label Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var properties = document.RootElement.EnumerateObject();
            if (!properties.MoveNext()) throw LedgerErrors.NotALabel(json, null);
            var (name, value) = (properties.Current.Name, properties.Current.Value);
            if (properties.MoveNext()) throw LedgerErrors.NotALabel(json, null);
            return name switch
            {
                "class" => new ClassLabel(value.GetInt32()),
                "classes" => new MultiLabel(Integers(value)),
                "number" => new NumberLabel(value.GetDouble()),
                "tags" => new TagsLabel(Integers(value)),
                "spans" => new SpansLabel([.. value.EnumerateArray().Select(Span)]),
                "text" => new TextLabel(Text(value)),
                _ => throw LedgerErrors.NotALabel(json, null),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw LedgerErrors.NotALabel(json, e);
        }
    }

    private static ImmutableArray<T> Given<T>(ImmutableArray<T> array) => array.IsDefault ? throw LedgerErrors.ArrayNotSet() : array;

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<LabelledSpan> spans)
    {
        json.WriteStartArray("spans"u8);
        foreach (var span in spans)
        {
            json.WriteStartObject();
            json.WriteNumber("start"u8, span.Start);
            json.WriteNumber("end"u8, span.End);
            json.WriteNumber("class"u8, span.Class);
            if (span.Surface is not null) Write(json, "surface"u8, span.Surface);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        if (StoredText.IsWellFormed(text))
        {
            json.WriteString(name, text);
            return;
        }

        json.WriteStartObject(name);
        json.WriteBase64String("utf16"u8, StoredText.ToUtf16(text));
        json.WriteEndObject();
    }

    private static ImmutableArray<int> Integers(JsonElement value) => [.. value.EnumerateArray().Select(v => v.GetInt32())];

    private static LabelledSpan Span(JsonElement value) => new(
        value.GetProperty("start").GetInt32(),
        value.GetProperty("end").GetInt32(),
        value.GetProperty("class").GetInt32(),
        value.TryGetProperty("surface", out var surface) ? Text(surface) : null!);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? StoredText.FromUtf16(value.GetProperty("utf16").GetBytesFromBase64())
        : value.GetString() ?? throw new FormatException("A text is null.");
}
