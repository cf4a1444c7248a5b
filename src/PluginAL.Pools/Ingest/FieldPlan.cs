using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

internal enum FieldRole
{
    Id,
    Label,
    Cost,
    Context,
    Text,
    Number,
    Category,
    Image,
}

/// <summary>Which fields of a record are read and where each value goes; one field may go to several places.</summary>
internal sealed class FieldPlan
{
    public FieldPlan(FieldSchema schema, Lazy<ContextTable>? contexts = null)
    {
        Schema = schema;
        Contexts = contexts;
        var fields = new Dictionary<string, List<(FieldRole, int)>>(StringComparer.Ordinal);
        Add(fields, schema.Id, FieldRole.Id, 0);
        Add(fields, schema.Label, FieldRole.Label, 0);
        Add(fields, schema.Cost, FieldRole.Cost, 0);
        Add(fields, schema.Context, FieldRole.Context, 0);
        AddAll(fields, schema.Text, FieldRole.Text);
        AddAll(fields, schema.Numeric, FieldRole.Number);
        AddAll(fields, schema.Categories, FieldRole.Category);
        AddAll(fields, schema.Images, FieldRole.Image);
        Fields = [.. fields.Select(field => new PlannedField(field.Key, Encoding.UTF8.GetBytes(field.Key), [.. field.Value]))];
    }

    public FieldSchema Schema { get; }

    /// <summary>Contexts by id, where the context field holds an id; else null.</summary>
    public Lazy<ContextTable>? Contexts { get; }

    public PlannedField[] Fields { get; }

    /// <summary>What features are made of: all but the contexts and answers, which stay out of them.</summary>
    public static FieldPlan ForFeatures(FieldSchema schema) =>
        new(schema.Task == LearningTask.QuestionAnswering ? schema with { Context = null, Label = null } : schema);

    private static void AddAll(Dictionary<string, List<(FieldRole, int)>> fields, IReadOnlyList<string> names, FieldRole role)
    {
        for (var i = 0; i < names.Count; i++)
        {
            Add(fields, names[i], role, i);
        }
    }

    private static void Add(Dictionary<string, List<(FieldRole, int)>> fields, string? name, FieldRole role, int index)
    {
        if (name is null)
        {
            return;
        }

        if (!fields.TryGetValue(name, out var targets))
        {
            fields[name] = targets = [];
        }

        targets.Add((role, index));
    }
}

internal sealed record PlannedField(string Name, byte[] Utf8, (FieldRole Role, int Index)[] Targets)
{
    public bool Has(FieldRole role) => Targets.Any(target => target.Role == role);
}
