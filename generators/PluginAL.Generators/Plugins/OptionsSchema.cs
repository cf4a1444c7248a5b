using System.Text;

namespace PluginAL.Generators.Plugins;

/// <summary>Writes the JSON schema (draft 2020-12) of a plugin's options.</summary>
internal static class OptionsSchema
{
    public static string Write(OptionsModel model, string indent)
    {
        var json = new StringBuilder();
        json.Append($"{indent}{{\n{indent}  \"type\": \"object\",\n{indent}  \"additionalProperties\": false,\n{indent}  \"properties\": {{");
        for (var i = 0; i < model.Options.Count; i++)
        {
            json.Append(i == 0 ? "\n" : ",\n").Append($"{indent}    {Json.Quote(model.Options[i].Name)}: {{ {string.Join(", ", Parts(model.Options[i]))} }}");
        }

        return json.Append(model.Options.Count == 0 ? "}" : $"\n{indent}  }}").Append($"\n{indent}}}").ToString();
    }

    private static IEnumerable<string> Parts(OptionModel option)
    {
        var type = option.Kind switch
        {
            OptionKind.Number => "number",
            OptionKind.Integer => "integer",
            OptionKind.Flag => "boolean",
            _ => "string",
        };
        yield return $"\"type\": {(option.IsNullable ? $"[\"{type}\", \"null\"]" : $"\"{type}\"")}";
        if (option.Words.Count > 0)
        {
            yield return $"\"enum\": [{string.Join(", ", option.Words.Select(Json.Quote).Concat(option.IsNullable ? ["null"] : []))}]";
        }

        if (option.Minimum is { InSchema: true } minimum)
        {
            yield return $"\"{(minimum.IsExclusive ? "exclusiveMinimum" : "minimum")}\": {minimum.Value}";
        }

        if (option.Maximum is { InSchema: true } maximum)
        {
            yield return $"\"{(maximum.IsExclusive ? "exclusiveMaximum" : "maximum")}\": {maximum.Value}";
        }

        if (option.Default is not null)
        {
            yield return $"\"default\": {option.Default}";
        }

        if (option.Description.Length > 0)
        {
            yield return $"\"description\": {Json.Quote(option.Description)}";
        }
    }
}
