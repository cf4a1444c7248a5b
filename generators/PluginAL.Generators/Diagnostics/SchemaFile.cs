using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PluginAL.Generators.Plugins;
using PluginAL.Generators.Records;

namespace PluginAL.Generators.Diagnostics;

/// <summary>
/// A record type's schema, committed beside the source as <c>Adult.schema.json</c> and given to the compiler as an AdditionalFile, so that
/// a change of the columns is seen in review and not first by a pool that no longer fits.
/// </summary>
internal static class SchemaFile
{
    private static readonly Regex Hash = new("\"hash\"\\s*:\\s*\"(?<hash>[^\"]*)\"");

    /// <summary>The problem where a type has such a file and the file has another hash; else null.</summary>
    public static Problem? Compare(INamedTypeSymbol type, RecordModel model, ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var names = new[] { $"{type.ToDisplayString()}.schema.json", $"{type.Name}.schema.json" };
        if (files.FirstOrDefault(file => names.Contains(Path.GetFileName(file.Path))) is not { } file)
        {
            return null;
        }

        var (hash, committed) = (SchemaHash.Of(model.Columns), Hash.Match(file.GetText(cancellation)?.ToString() ?? ""));
        if (committed.Success && committed.Groups["hash"].Value == hash)
        {
            return null;
        }

        // A type of another assembly has no place of its own: the file has.
        var at = type.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.Create(file.Path, default, default);
        return new Problem(
            RecordDescriptors.SchemaChanged, at, type.Name, Short(hash), Path.GetFileName(file.Path), committed.Success ? Short(committed.Groups["hash"].Value) : "none")
        {
            Fix = Write(model, hash),
            FixFile = file.Path,
        };
    }

    /// <summary>What the file should say.</summary>
    private static string Write(RecordModel model, string hash)
    {
        var json = new StringBuilder($"{{\n  \"record\": {Json.Quote(model.RecordName)},\n  \"hash\": \"{hash}\",\n  \"columns\": [");
        var between = "\n";
        foreach (var column in model.Columns)
        {
            json.Append(between).Append(string.Format(
                CultureInfo.InvariantCulture, "    {{ \"name\": {0}, \"offset\": {1}, \"width\": {2}, \"encoding\": {3} }}",
                Json.Quote(column.Name), column.Offset, column.Width, Json.Quote(column.Encoding)));
            between = ",\n";
        }

        return json.Append("\n  ]\n}\n").ToString();
    }

    private static string Short(string hash) => hash.Length > 12 ? hash.Substring(0, 12) + "…" : hash;
}
