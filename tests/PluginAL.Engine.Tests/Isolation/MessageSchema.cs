using System.Text.Json;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>Compares JSON with a schema: the keywords that docs/protocol.schema.json uses, and an error for any other.</summary>
internal sealed class MessageSchema(JsonElement root)
{
    /// <summary>The methods that the schema knows.</summary>
    public IReadOnlyList<string> Methods { get; } = [.. root.GetProperty("properties").GetProperty("method").GetProperty("enum").EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>What is wrong with a message.</summary>
    public IEnumerable<string> Message(JsonElement message) => Errors(message, root, "message");

    /// <summary>What is wrong with the result of a method.</summary>
    public IEnumerable<string> Result(string method, JsonElement result) =>
        Errors(result, root.GetProperty("$defs").GetProperty(method.Replace('/', '.') + ".result"), method);

    private IEnumerable<string> Errors(JsonElement value, JsonElement schema, string at)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            foreach (var error in Keyword(value, schema, keyword, at))
            {
                yield return error;
            }
        }
    }

    private IEnumerable<string> Keyword(JsonElement value, JsonElement schema, JsonProperty keyword, string at)
    {
        var wanted = keyword.Value;
        var isObject = value.ValueKind == JsonValueKind.Object;
        return keyword.Name switch
        {
            "$schema" or "title" or "description" or "$defs" or "then" => [],
            "$ref" => Errors(value, root.GetProperty("$defs").GetProperty(wanted.GetString()!["#/$defs/".Length..]), at),
            "type" => Types(wanted).Any(type => Is(value, type)) ? [] : [$"{at} is {value.ValueKind}, not {wanted}"],
            "const" => JsonElement.DeepEquals(value, wanted) ? [] : [$"{at} is not {wanted}"],
            "enum" => wanted.EnumerateArray().Any(item => JsonElement.DeepEquals(value, item)) ? [] : [$"{at} is {value}, none of {wanted}"],
            "pattern" => System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, wanted.GetString()!) ? [] : [$"{at} does not match {wanted}"],
            "required" => isObject ? wanted.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at} has no {name}") : [],
            "properties" => isObject ? wanted.EnumerateObject().SelectMany(name => value.TryGetProperty(name.Name, out var item) ? Errors(item, name.Value, $"{at}.{name.Name}") : []) : [],
            "items" => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(item => Errors(item, wanted, at + "[]")) : [],
            "anyOf" => wanted.EnumerateArray().Any(one => !Errors(value, one, at).Any()) ? [] : [$"{at} is none of those allowed: {value}"],
            "allOf" => wanted.EnumerateArray().SelectMany(one => Errors(value, one, at)),
            "if" => Errors(value, wanted, at).Any() ? [] : Errors(value, schema.GetProperty("then"), at),
            _ => throw new NotSupportedException($"The schema uses the keyword {keyword.Name}, which this test does not know."),
        };
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(item => item.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException(type),
    };
}
