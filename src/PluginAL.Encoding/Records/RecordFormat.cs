using System.Text.Json;

namespace PluginAL.Encoding.Records;

/// <summary>What all generated formats have in common.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="recordName">The record type's name.</param>
public abstract class RecordFormat<T>(string recordName) : IRecordFormat<T>
{
    /// <inheritdoc/>
    public T ReadJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var record = Read(ref reader, recordName);
            return reader.Read() ? throw new RecordFormatException(recordName, "more than one JSON value", "one JSON object") : record;
        }
        catch (JsonException error)
        {
            throw new RecordFormatException(recordName, $"no JSON, from byte {error.BytePositionInLine + 1} on", "one JSON object");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for text that is no Unicode.
            throw new RecordFormatException(recordName, "a string that holds half of a surrogate pair", "text");
        }
    }

    /// <inheritdoc/>
    public abstract void WriteJson(in T record, Utf8JsonWriter writer);

    /// <inheritdoc/>
    public abstract ICsvRecordReader<T> ReadHeader(IReadOnlyList<string> header);

    /// <summary>Reads the object at which the reader is.</summary>
    /// <param name="reader">The reader, at the opening brace; left at the closing one.</param>
    /// <param name="field">Its name, for messages.</param>
    /// <returns>The record.</returns>
    protected abstract T Read(ref Utf8JsonReader reader, string field);
}
