namespace PluginAL.Encoding.Records;

/// <summary>Makes records of the fields of CSV lines under one header.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ICsvRecordReader<T>
{
    /// <summary>Makes a record.</summary>
    /// <param name="fields">The line's fields, unquoted.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RecordFormatException">A field does not hold what its member needs.</exception>
    T Read(scoped CsvFields fields);
}
