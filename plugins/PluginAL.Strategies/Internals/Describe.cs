using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Describes a plugin by its options record: names in lower case with hyphens, defaults as set, ranges from <see cref="RangeAttribute"/>.</summary>
internal static class Describe
{
    public static PluginDescriptor Plugin<TPlugin, TOptions>(Func<TOptions, TPlugin> create)
        where TPlugin : class
        where TOptions : class, new() =>
        PluginDescriptor.For(reader => create(Read<TOptions>(reader)), Schema<TOptions>());

    /// <summary><c>LeastConfidence</c> becomes <c>least-confidence</c>.</summary>
    internal static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static T Read<T>(PluginOptions reader)
        where T : class, new()
    {
        var options = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (name, value, range) = (Kebab(property.Name), property.GetValue(options)!, property.GetCustomAttribute<RangeAttribute>());
            property.SetValue(options, value switch
            {
                int number => reader.Integer(name, number, Bound(range?.Minimum, int.MinValue), Bound(range?.Maximum, int.MaxValue)),
                double number => reader.Number(name, number, Bound(range?.Minimum, double.MinValue), Bound(range?.Maximum, double.MaxValue)),
                bool flag => reader.Flag(name, flag),
                string text => reader.Word(name, text),
                Enum word => Enum.Parse(
                    property.PropertyType,
                    reader.Word(name, Kebab(word.ToString()), [.. Enum.GetNames(property.PropertyType).Select(Kebab)]).Replace("-", "", StringComparison.Ordinal),
                    ignoreCase: true),
                _ => throw new NotSupportedException($"{property.PropertyType} is no type of an option."),
            });
        }

        return options;
    }

    private static string Schema<T>()
        where T : class, new()
    {
        var properties = new JsonObject();
        var options = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(options)!;
            var entry = new JsonObject { ["type"] = value switch { int => "integer", double => "number", bool => "boolean", _ => "string" } };
            if (value is Enum)
            {
                entry["enum"] = new JsonArray([.. Enum.GetNames(property.PropertyType).Select(name => (JsonNode)Kebab(name))]);
            }

            if (property.GetCustomAttribute<RangeAttribute>() is { } range)
            {
                entry["minimum"] = Bound(range.Minimum, 0.0);
                entry["maximum"] = Bound(range.Maximum, 0.0);
            }

            entry["default"] = value switch { int i => i, double d => d, bool b => b, string s => s, _ => Kebab(value.ToString()!) };
            properties[Kebab(property.Name)] = entry;
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties }.ToJsonString();
    }

    private static T Bound<T>(object? bound, T without) =>
        bound is null ? without : (T)Convert.ChangeType(bound, typeof(T), CultureInfo.InvariantCulture);
}
