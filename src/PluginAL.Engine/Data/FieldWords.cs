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

    /// <summary>Opens a pool; refuses a task that is named and not the pool's.</summary>
    public static Pool OpenPool(string path, FieldRequest fields)
    {
        var pool = Pool.Open(path);
        if (fields.Task is not { } task || task == pool.Task)
        {
            return pool;
        }

        using (pool)
        {
            throw PluginALException.Usage(
                $"--task is {TaskNames.Of(task)}, and pool {path} was made for {TaskNames.Of(pool.Task)}: leave --task out, or make a pool for that task.");
        }
    }

    /// <summary>Refuses fields that are named for a pool, which has its own. A task is not one of them: <see cref="OpenPool"/> compares it.</summary>
    public static void RequireNone(FieldRequest fields, string pool)
    {
        if (Of(fields with { Task = null }) is { Length: > 0 } words)
        {
            throw PluginALException.Usage($"{pool} is a pool, whose fields were chosen when it was made; leave out {words}, or give the file that the pool was made of.");
        }
    }
}
