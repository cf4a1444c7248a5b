using System.Text.Json;

namespace PluginAL.Encoding.Records;

/// <summary>Reads and writes records of one type as JSON lines and reads them from CSV. Written by the source generator, without reflection.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IRecordFormat<T>
{
    /// <summary>Reads one JSON object. Unknown properties are passed over.</summary>
    /// <param name="json">The object's UTF-8 bytes.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RecordFormatException">A property is missing, of the wrong kind or out of range.</exception>
    T ReadJson(ReadOnlySpan<byte> json);

    /// <summary>Writes one record as one JSON object that <see cref="ReadJson"/> brings back.</summary>
    /// <param name="record">The record.</param>
    /// <param name="writer">The writer; not flushed.</param>
    void WriteJson(in T record, Utf8JsonWriter writer);

    /// <summary>Finds the type's members in a CSV header.</summary>
    /// <param name="header">The column names, in the file's order.</param>
    /// <returns>A reader of that file's lines; safe for several threads.</returns>
    /// <exception cref="RecordFormatException">A member that must be there has no column, or two columns have its name.</exception>
    ICsvRecordReader<T> ReadHeader(IReadOnlyList<string> header);
}
