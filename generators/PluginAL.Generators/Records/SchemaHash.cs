using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PluginAL.Generators.Records;

/// <summary>SHA-256 of what the columns mean.</summary>
internal static class SchemaHash
{
    // Raised when the same encoding comes to mean something else.
    private const string Meaning = "PluginAL.Features/1";

    public static string Of(IEnumerable<ColumnModel> columns)
    {
        var text = new StringBuilder(Meaning).Append('\n');
        foreach (var column in columns)
        {
            text.Append(column.Name).Append('\t').Append(column.Offset.ToString(CultureInfo.InvariantCulture)).Append('\t')
                .Append(column.Width.ToString(CultureInfo.InvariantCulture)).Append('\t').Append(column.Encoding).Append('\n');
        }

        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())).Select(one => one.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
