using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// pool.json: readable JSON whose last property is the CRC-32C of every byte before the comma that precedes it.
/// </summary>
internal static class ManifestFile
{
    public const string NextName = "pool.json.new";

    private const string Format = "pluginal-pool";
    private const string TailStart = ",\n  \"crc32c\": \"";
    private const string TailEnd = "\"\n}\n";

    private static int TailLength => TailStart.Length + 8 + TailEnd.Length;

    /// <summary>Writes the manifest to a file beside the real one, flushed to disk.</summary>
    public static void WriteNext(string directory, Manifest manifest, Durability durability)
    {
        using var stream = new FileStream(Path.Combine(directory, NextName), FileMode.Create, FileAccess.Write);
        stream.Write(ToBytes(manifest));
        durability.Flush(stream);
    }

    public static Manifest Read(string directory)
    {
        var path = Path.Combine(directory, Manifest.FileName);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PoolErrors.MissingFile(path, exception);
        }

        CheckSum(path, bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Parse(document.RootElement, path);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw PluginALException.Input(
                $"{path} is whole but does not say what a pool of version {Manifest.CurrentVersion} says ({exception.Message}): create the pool again.", exception);
        }
    }

    private static void CheckSum(string path, ReadOnlySpan<byte> bytes)
    {
        var body = bytes.Length - TailLength;
        if (body < 0)
        {
            throw PoolErrors.Damaged(path, bytes.Length, "it is too short to be a manifest");
        }

        var tail = Encoding.Latin1.GetString(bytes[body..]);
        if (!tail.StartsWith(TailStart, StringComparison.Ordinal) || !tail.EndsWith(TailEnd, StringComparison.Ordinal))
        {
            throw PoolErrors.Damaged(path, body, "it does not end with its CRC-32C, so it was cut short or altered by hand");
        }

        var crc = Crc32C.Of(bytes[..body]).ToString("x8", CultureInfo.InvariantCulture);
        var found = tail.Substring(TailStart.Length, 8);
        if (crc != found)
        {
            throw PoolErrors.Damaged(path, body + TailStart.Length, $"its CRC-32C is {crc} but it says {found}, so it was altered");
        }
    }

    private static byte[] ToBytes(Manifest manifest)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            Write(json, manifest);
        }

        stream.SetLength(stream.Length - 2);
        var crc = Crc32C.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length)).ToString("x8", CultureInfo.InvariantCulture);
        stream.Position = stream.Length;
        stream.Write(Encoding.ASCII.GetBytes(TailStart + crc + TailEnd));
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Manifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Manifest.CurrentVersion);
        if (manifest.Task != LearningTask.Classification)
        {
            json.WriteString("task", TaskNames.Of(manifest.Task));
        }

        json.WriteNumber("rows", manifest.RowCount);
        json.WriteString("schemaHash", manifest.SchemaHash);
        if (manifest.Schema is { } schema)
        {
            json.WritePropertyName("schema");
            SchemaJson.Write(json, schema);
        }

        json.WriteStartArray("columns");
        foreach (var column in manifest.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("role", column.Role);
            json.WriteString("dtype", column.Dtype);
            json.WriteStartArray("shape");
            foreach (var dimension in column.Shape)
            {
                json.WriteNumberValue(dimension);
            }

            json.WriteEndArray();
            json.WriteString("encoding", column.Encoding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        SchemaJson.WriteList(json, "classes", manifest.Classes);
        if (manifest.Pipeline is { } pipeline)
        {
            json.WriteStartObject("pipeline");
            json.WriteString("sha256", pipeline.Sha256);
            json.WriteNumber("bytes", pipeline.Bytes);
            json.WriteStartArray("parts");
            foreach (var (name, version) in pipeline.Parts)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("version", version);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStartArray("segments");
        foreach (var segment in manifest.Segments)
        {
            WriteSegment(json, segment);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSegment(Utf8JsonWriter json, ManifestSegment segment)
    {
        json.WriteStartObject();
        json.WriteString("name", segment.Name);
        json.WriteNumber("rows", segment.Rows);
        if (segment.Records is { } records)
        {
            json.WriteString("records", records);
        }

        if (segment.Folder is { } folder)
        {
            json.WriteString("folder", folder);
        }

        json.WriteString("checksumsSha256", segment.Checksums);
        if (segment.Adopted is { } adopted)
        {
            json.WriteStartObject("adopted");
            json.WriteString("path", adopted.Path);
            json.WriteString("relative", adopted.Relative);
            json.WriteNumber("bytes", adopted.Bytes);
            json.WriteString("modified", adopted.Modified);
            json.WriteEndObject();
        }

        json.WriteStartArray("sources");
        foreach (var source in segment.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteNumber("bytes", source.Bytes);
            json.WriteString("sha256", source.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("created", segment.Created);
        json.WriteString("tool", segment.Tool);
        json.WriteEndObject();
    }

    private static Manifest Parse(JsonElement root, string path)
    {
        if (root.GetProperty("format").GetString() != Format)
        {
            throw PluginALException.Input($"{path} is of format '{root.GetProperty("format")}', expected '{Format}': give a pool.");
        }

        var version = root.GetProperty("version").GetInt32();
        if (version != Manifest.CurrentVersion)
        {
            throw PluginALException.Input(
                $"{path} is of version {version}; this program reads version {Manifest.CurrentVersion}: use the version that wrote the pool, or create it again.");
        }

        var manifest = new Manifest
        {
            Task = root.TryGetProperty("task", out var task) ? TaskNames.Read(task) : LearningTask.Classification,
            SchemaHash = SchemaJson.Text(root, "schemaHash"),
            Schema = root.TryGetProperty("schema", out var schema) ? SchemaJson.Read(schema) : null,
            Classes = SchemaJson.ReadList(root, "classes"),
            Columns = [.. root.GetProperty("columns").EnumerateArray().Select(Column)],
            Pipeline = root.TryGetProperty("pipeline", out var pipeline) ? Pipeline(pipeline) : null,
            Segments = [.. root.GetProperty("segments").EnumerateArray().Select(Segment)],
        };

        return manifest.Segments.All(segment => segment.Rows >= 0) && manifest.RowCount == root.GetProperty("rows").GetInt64()
            ? manifest
            : throw PoolErrors.Damaged(path, 0, "the row counts of its segments do not add up to 'rows'");
    }

    private static PoolColumnInfo Column(JsonElement column) => new(
        SchemaJson.Text(column, "name"),
        SchemaJson.Text(column, "role"),
        SchemaJson.Text(column, "dtype"),
        [.. column.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64())],
        SchemaJson.Text(column, "encoding"));

    private static ManifestPipeline Pipeline(JsonElement pipeline) => new(
        SchemaJson.Text(pipeline, "sha256"),
        pipeline.GetProperty("bytes").GetInt64(),
        [.. pipeline.GetProperty("parts").EnumerateArray().Select(part => KeyValuePair.Create(SchemaJson.Text(part, "name"), SchemaJson.Text(part, "version")))]);

    private static ManifestSegment Segment(JsonElement segment) => new()
    {
        Name = PoolNames.IsSegment(SchemaJson.Text(segment, "name"))
            ? SchemaJson.Text(segment, "name")
            : throw new FormatException("a segment's name is not a number"),
        Rows = segment.GetProperty("rows").GetInt64(),
        Records = segment.TryGetProperty("records", out var records) ? records.GetString() : null,
        Folder = segment.TryGetProperty("folder", out var folder) ? folder.GetString() : null,
        Checksums = SchemaJson.Text(segment, "checksumsSha256"),
        Adopted = segment.TryGetProperty("adopted", out var adopted)
            ? new AdoptedFile(
                SchemaJson.Text(adopted, "path"),
                SchemaJson.Text(adopted, "relative"),
                adopted.GetProperty("bytes").GetInt64(),
                adopted.GetProperty("modified").GetDateTimeOffset())
            : null,
        Sources =
        [
            .. segment.GetProperty("sources").EnumerateArray().Select(source => new PoolSourceInfo(
                SchemaJson.Text(source, "name"), source.GetProperty("bytes").GetInt64(), SchemaJson.Text(source, "sha256"))),
        ],
        Created = segment.GetProperty("created").GetDateTimeOffset(),
        Tool = SchemaJson.Text(segment, "tool"),
    };
}
