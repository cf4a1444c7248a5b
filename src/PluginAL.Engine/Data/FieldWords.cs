using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>Named fields as they stand on a command line.</summary>
internal static class FieldWords
{
    /// <summary>The options that name fields; empty where none are named.</summary>
    public static string Of(FieldRequest fields)
    {
        List<(string Option, string? Value)> options = [("--id", fields.Id), ("--label", fields.Label), ("--cost", fields.Cost)];
        options.AddRange([("--task", fields.Task is { } task ? TaskNames.Of(task) : null), ("--context", fields.Context), ("--contexts", fields.Contexts)]);
        options.AddRange(fields.Text.Select(value => ("--text", (string?)value)));
        options.AddRange(fields.Numeric.Select(value => ("--numeric", (string?)value)));
        options.AddRange(fields.Categories.Select(value => ("--category", (string?)value)));
        options.AddRange(fields.Images.Select(value => ("--image", (string?)value)));
        return string.Join(' ', options.Where(option => option.Value is not null).Select(option => $"{option.Option} {option.Value}"));
    }

    /// <summary>Refuses fields that are named for a pool, which has its own.</summary>
    public static void RequireNone(FieldRequest fields, string pool)
    {
        if (Of(fields) is { Length: > 0 } words)
        {
            throw PluginALException.Usage($"{pool} is a pool, whose fields were chosen when it was made; leave out {words}, or give the file that the pool was made of.");
        }
    }
}
