using System.Security.Cryptography;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>A field schema as JSON, and the hash by which pools and models recognise each other.</summary>
internal static class SchemaJson
{
    public static void Write(Utf8JsonWriter json, FieldSchema schema)
    {
        json.WriteStartObject();
        if (schema.Task != LearningTask.Classification)
        {
            json.WriteString("task", TaskNames.Of(schema.Task));
        }

        if (schema.Context is { } context)
        {
            json.WriteString("context", context);
            json.WriteBoolean("contextIsId", schema.ContextIsId);
        }

        if (schema.Id is { } id)
        {
            json.WriteString("id", id);
        }

        if (schema.Label is { } label)
        {
            json.WriteString("label", label);
        }

        if (schema.Cost is { } cost)
        {
            json.WriteString("cost", cost);
        }

        WriteList(json, "text", schema.Text);
        WriteList(json, "numeric", schema.Numeric);
        WriteList(json, "categories", schema.Categories);
        WriteImages(json, schema);
        json.WriteEndObject();
    }

    public static FieldSchema Read(JsonElement schema) => new()
    {
        Task = schema.TryGetProperty("task", out var task) ? TaskNames.Read(task) : LearningTask.Classification,
        Context = schema.TryGetProperty("context", out var context) ? context.GetString() : null,
        ContextIsId = schema.TryGetProperty("contextIsId", out var isId) && isId.GetBoolean(),
        Id = schema.TryGetProperty("id", out var id) ? id.GetString() : null,
        Label = schema.TryGetProperty("label", out var label) ? label.GetString() : null,
        Cost = schema.TryGetProperty("cost", out var cost) ? cost.GetString() : null,
        Text = ReadList(schema, "text"),
        Numeric = ReadList(schema, "numeric"),
        Categories = ReadList(schema, "categories"),
        Images = schema.TryGetProperty("images", out _) ? ReadList(schema, "images") : [],
    };

    public static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Only where there are any: pools without images keep their hash.</summary>
    private static void WriteImages(Utf8JsonWriter json, FieldSchema? schema)
    {
        if (schema?.Images.Count > 0)
        {
            WriteList(json, "images", schema.Images);
        }
    }

    public static IReadOnlyList<string> ReadList(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetString() ?? throw new FormatException($"'{name}' holds null"))];

    public static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    /// <summary>
    /// SHA-256 over what the features mean: the fields they come from, their layout and width, and the bytes of the pipeline.
    /// Identifier, label, cost and classes do not enter, so an unlabelled pool can match the model of a labelled one.
    /// </summary>
    public static string Hash(FieldSchema? schema, PoolColumnInfo? features, string? pipelineSha256)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteList(json, "text", schema?.Text ?? []);
            WriteList(json, "numeric", schema?.Numeric ?? []);
            WriteList(json, "categories", schema?.Categories ?? []);
            WriteImages(json, schema);
            json.WriteString("encoding", features?.Encoding);
            json.WriteString("dtype", features?.Dtype);
            json.WriteNumber("width", features?.Shape[^1] ?? 0);
            json.WriteString("pipeline", pipelineSha256);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }
}
