using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>Makes records of whole lines. Nothing in it changes: any number of threads may use one.</summary>
internal abstract class RecordParser<T>
{
    /// <summary>A parser of what a pool's segment holds.</summary>
    public static RecordParser<T> Of(IRecordFormat<T> format, string kind, ReadOnlySpan<byte> preamble, string source) =>
        kind == "csv" ? new CsvParser<T>(format, preamble, source) : new JsonlParser<T>(format);

    /// <summary>Reads records.</summary>
    /// <param name="lines">Whole lines; empty ones are passed over.</param>
    /// <param name="firstLine">The number of the first, from 1; 0: not known.</param>
    /// <param name="into">Where the records go.</param>
    /// <exception cref="RecordFault">A record cannot be read.</exception>
    public abstract void Parse(ReadOnlySpan<byte> lines, long firstLine, ParsedRecords<T> into);

    protected static RecordFault Fault(ReadOnlySpan<byte> before, long firstLine, int index, string message, Exception? inner = null) =>
        new(firstLine == 0 ? 0 : firstLine + before.Count((byte)'\n'), index, message, inner);

    protected static string Words(RecordFormatException exception) => exception.Message.TrimEnd('.') + ": mend the field, or say in the record type what is missing there";
}
