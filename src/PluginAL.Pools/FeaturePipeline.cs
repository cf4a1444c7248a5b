using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Fitted featurisers that act side by side on one record: the columns of the first, then those of the second, and so on.
/// Encoding changes nothing in it, so several threads may share one, each with a row of its own.
/// </summary>
/// <remarks>
/// Saved, little endian: 8 bytes magic <c>PALPIPE1</c>; uint32 version, 2 with <see cref="Tokens"/>, else 1; the schema as JSON; uint32 number of parts; for
/// each part its name, its version and its encoder's bytes; in version 2 the saved pipeline of the tokens; at the end uint32 CRC-32C of all bytes before it. Every JSON, name,
/// version, encoder and pipeline is preceded by its length as uint32.
/// </remarks>
public sealed class FeaturePipeline
{
    private const uint Version = 1;
    private const uint VersionWithTokens = 2;

    /// <summary>A pipeline of fitted parts.</summary>
    /// <param name="schema">The schema of the records it encodes.</param>
    /// <param name="parts">The parts, in the order of their columns; at least one.</param>
    /// <param name="tokens">What encodes the tokens of a sequence; null: nothing does.</param>
    /// <exception cref="ArgumentException">There is no part, or the widths add up to more than 2³¹ − 1.</exception>
    public FeaturePipeline(FieldSchema schema, IReadOnlyList<FeaturePart> parts, FeaturePipeline? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(parts);
        var width = parts.Sum(part => (long)part.Encoder.Width);
        if (parts.Count == 0 || width > int.MaxValue)
        {
            throw new ArgumentException($"{parts.Count} parts of {width} columns do not make a pipeline.", nameof(parts));
        }

        Schema = schema;
        Tokens = tokens;
        Parts = [.. parts];
        Width = (int)width;
        Layout = parts.Any(part => part.Encoder.Layout == FeatureLayout.Sparse) ? FeatureLayout.Sparse : FeatureLayout.Dense;
        var columns = new List<FeatureColumn>();
        var offset = 0;
        foreach (var part in parts)
        {
            var start = offset;
            columns.AddRange(part.Encoder.Columns.Select(column => column with { Offset = column.Offset + start }));
            offset += part.Encoder.Width;
        }

        Columns = columns;
    }

    private static ReadOnlySpan<byte> Magic => "PALPIPE1"u8;

    /// <summary>The schema of the records that are encoded.</summary>
    public FieldSchema Schema { get; }

    /// <summary>The parts, in the order of their columns.</summary>
    public IReadOnlyList<FeaturePart> Parts { get; }

    /// <summary>
    /// Sequences only: encodes one token of a record, that of <see cref="FieldValues.Token"/>; null where nothing does. Saved and loaded with this one.
    /// </summary>
    public FeaturePipeline? Tokens { get; }

    /// <summary>Sparse where any part is, else dense.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>The number of columns D: the sum over the parts.</summary>
    public int Width { get; }

    /// <summary>What the columns mean, over all parts.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>Reads a pipeline that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">The stream, at the pipeline's first byte; read to its end and not closed.</param>
    /// <param name="resolve">Gives the featuriser plugin of a name; it throws where there is none.</param>
    /// <returns>A pipeline that encodes to the same bits.</returns>
    /// <exception cref="PluginALException">The bytes are damaged or not a pipeline.</exception>
    public static FeaturePipeline Load(Stream stream, Func<string, IFeaturiser> resolve)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(resolve);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var name = stream is FileStream file ? file.Name : "The saved feature pipeline";
        var bytes = copy.GetBuffer().AsSpan(0, (int)copy.Length);
        if (bytes.Length < Magic.Length + sizeof(uint) || !bytes.StartsWith(Magic))
        {
            throw PoolErrors.Damaged(name, 0, "it is not a feature pipeline");
        }

        var body = bytes[..^sizeof(uint)];
        if (BitConverter.ToUInt32(bytes[body.Length..]) != Crc32C.Of(body))
        {
            throw PoolErrors.Damaged(name, body.Length, "its CRC-32C does not match its content");
        }

        copy.SetLength(body.Length);
        copy.Position = Magic.Length;
        using var reader = new BinaryReader(copy, Encoding.UTF8, leaveOpen: true);
        try
        {
            return Read(reader, name, resolve);
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or FormatException or KeyNotFoundException)
        {
            throw PoolErrors.Damaged(name, copy.Position, "its parts do not fit its length", exception);
        }
    }

    /// <summary>The part that stands for a record type's generated adapter; null where featurisers make the features.</summary>
    public RecordEncoder? Record => Parts[0].Encoder as RecordEncoder;

    /// <summary>A pipeline of a record type's generated adapter alone.</summary>
    /// <param name="encoder">What stands for the adapter. The first digits of its schema hash are the part's version.</param>
    /// <returns>The pipeline.</returns>
    public static FeaturePipeline Of(RecordEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new FeaturePipeline(new FieldSchema(), [new FeaturePart(encoder.PartName, encoder.SchemaHash[..Math.Min(12, encoder.SchemaHash.Length)], encoder)]);
    }

    /// <summary>The <see cref="Pool.SchemaHash"/> of every pool that this pipeline makes.</summary>
    /// <returns>The hash.</returns>
    public string PoolSchemaHash() =>
        SchemaJson.Hash(Schema, Layout == FeatureLayout.Dense ? PoolColumnInfo.Dense(Width) : PoolColumnInfo.Sparse(Width), Hash(ToBytes()));

    /// <summary>Encodes one record.</summary>
    /// <param name="record">The record, of <see cref="Schema"/>.</param>
    /// <param name="row">Cleared first; holds the features of all parts afterwards.</param>
    /// <exception cref="PluginALException">A part wrote a column twice or outside its width; the message names it.</exception>
    public void Encode(FieldValues record, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        row.Clear();
        var offset = 0;
        foreach (var part in Parts)
        {
            row.Offset = offset;
            part.Encoder.Encode(record, row);
            offset += part.Encoder.Width;
        }

        var last = -1;
        foreach (var column in row.Columns)
        {
            if (column <= last || column >= Width)
            {
                throw PluginALException.Work(
                    $"Featuriser '{PartOf(column).Name}' {(column == last && column >= 0 ? $"wrote column {column} twice" : $"wrote column {column} outside its width")} "
                    + $"(the pipeline has {Width} columns): the plugin is at fault; use another or repair it.");
            }

            last = column;
        }
    }

    /// <summary>Writes the pipeline, so that <see cref="Load"/> brings back the same bits.</summary>
    /// <param name="stream">The stream; not closed.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToBytes());
    }

    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Tokens is null ? Version : VersionWithTokens);
        using (var json = new MemoryStream())
        {
            using (var schema = new Utf8JsonWriter(json))
            {
                SchemaJson.Write(schema, Schema);
            }

            WriteBlob(writer, json.ToArray());
        }

        writer.Write((uint)Parts.Count);
        foreach (var part in Parts)
        {
            WriteBlob(writer, Encoding.UTF8.GetBytes(part.Name));
            WriteBlob(writer, Encoding.UTF8.GetBytes(part.Version));
            using var encoder = new MemoryStream();
            part.Encoder.Save(encoder);
            WriteBlob(writer, encoder.ToArray());
        }

        if (Tokens is not null)
        {
            WriteBlob(writer, Tokens.ToBytes());
        }

        writer.Flush();
        writer.Write(Crc32C.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        writer.Flush();
        return bytes.ToArray();
    }

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static FeaturePipeline Read(BinaryReader reader, string name, Func<string, IFeaturiser> resolve)
    {
        var version = reader.ReadUInt32();
        if (version is not (Version or VersionWithTokens))
        {
            throw PluginALException.Input($"{name} is of version {version}; this program reads versions {Version} and {VersionWithTokens}: use the version that wrote it.");
        }

        using var json = JsonDocument.Parse(ReadBlob(reader));
        var schema = SchemaJson.Read(json.RootElement);
        var parts = new FeaturePart[ReadCount(reader)];
        for (var i = 0; i < parts.Length; i++)
        {
            var plugin = Encoding.UTF8.GetString(ReadBlob(reader));
            var pluginVersion = Encoding.UTF8.GetString(ReadBlob(reader));
            using var encoder = new MemoryStream(ReadBlob(reader), writable: false);
            parts[i] = new FeaturePart(plugin, pluginVersion, RecordEncoder.Is(plugin) ? RecordEncoder.Load(encoder) : resolve(plugin).Load(encoder));
        }

        if (version == Version)
        {
            return new FeaturePipeline(schema, parts);
        }

        using var tokens = new MemoryStream(ReadBlob(reader), writable: false);
        return new FeaturePipeline(schema, parts, Load(tokens, resolve));
    }

    private static int ReadCount(BinaryReader reader)
    {
        var count = reader.ReadUInt32();
        return count is > 0 and < 65536 ? (int)count : throw new FormatException($"{count} parts");
    }

    private static void WriteBlob(BinaryWriter writer, byte[] bytes)
    {
        writer.Write((uint)bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBlob(BinaryReader reader)
    {
        var length = reader.ReadUInt32();
        return length <= reader.BaseStream.Length - reader.BaseStream.Position ? reader.ReadBytes((int)length) : throw new EndOfStreamException();
    }

    private FeaturePart PartOf(int column)
    {
        foreach (var part in Parts)
        {
            if (column < part.Encoder.Width)
            {
                return part;
            }

            column -= part.Encoder.Width;
        }

        return Parts[^1];
    }
}
