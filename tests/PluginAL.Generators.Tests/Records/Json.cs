using System.Text.Json;
using PluginAL.Encoding.Records;

namespace PluginAL.Generators.Tests.Records;

internal static class Json
{
    public static byte[] Write<T>(IRecordFormat<T> format, in T record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            format.WriteJson(record, writer);
        }

        return stream.ToArray();
    }

    public static T RoundTrip<T>(IRecordFormat<T> format, in T record) => format.ReadJson(Write(format, record));
}
