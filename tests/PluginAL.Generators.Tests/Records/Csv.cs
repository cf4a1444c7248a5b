using PluginAL.Encoding.Records;

namespace PluginAL.Generators.Tests.Records;

internal static class Csv
{
    /// <summary>Reads one line of fields.</summary>
    public static T Read<T>(ICsvRecordReader<T> reader, params string[] fields)
    {
        var ends = new int[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + fields[i].Length;
        }

        return reader.Read(new CsvFields(string.Concat(fields), ends));
    }
}
