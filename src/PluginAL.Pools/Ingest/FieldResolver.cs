using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The schema as far as the header tells, and the columns whose part their content decides.</summary>
internal sealed record ResolvedFields(FieldSchema Schema, IReadOnlyList<int> ByContent, bool LabelIsLastColumn);

/// <summary>Turns a <see cref="FieldRequest"/> into a <see cref="FieldSchema"/> for the fields there are.</summary>
internal sealed class FieldResolver(FieldRequest request, IReadOnlyList<string> names, bool csv, string source)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public static PluginALException NoSuchField(string source, string name, IReadOnlyList<string> names) =>
        PluginALException.Input($"{source} has no field '{name}'; its fields are {List(names)}: name one of these.");

    /// <summary>One line that says which field plays which part.</summary>
    public static string Describe(FieldSchema schema, bool labelIsLastColumn)
    {
        var parts = new List<string>();
        AddPart(parts, "id", schema.Id is { } id ? [id] : []);
        AddPart(parts, schema.Task == LearningTask.Sequence ? "tokens" : "text", schema.Text);
        AddPart(parts, "context", schema.Context is { } context ? [context] : []);
        AddPart(parts, "numeric", schema.Numeric);
        AddPart(parts, "category", schema.Categories);
        AddPart(parts, "cost", schema.Cost is { } cost ? [cost] : []);
        AddPart(parts, "image", schema.Images);
        parts.Add("label: " + (schema.Label is { } label ? label + (labelIsLastColumn ? " (the last column)" : "") : "none"));
        return string.Join("; ", parts);
    }

    /// <param name="needFeatures">Whether the features have to come from the records.</param>
    public ResolvedFields Resolve(bool needFeatures)
    {
        var id = Single(request.Id, "id", "id");
        var label = Single(request.Label, "label", "label");
        var cost = request.Cost is { Length: > 0 } ? Single(request.Cost, "cost", "cost") : null;
        var last = names.LastOrDefault(name => name != request.Split);
        var lastColumn = label is null && request.Label is null && csv && !request.NamesFeatures && names.Count > 1 && last != id && last != cost;
        if (lastColumn)
        {
            label = last;
        }

        if (id is not null && id == label)
        {
            throw PluginALException.Usage($"Field '{id}' is named both as the id and as the label: name another field for one of them.");
        }

        if (cost is not null && (cost == id || cost == label))
        {
            throw PluginALException.Usage($"Field '{cost}' is named both as the {(cost == id ? "id" : "label")} and as the cost: name another field for one of them.");
        }

        if (request.NamesFeatures)
        {
            return new ResolvedFields(Named(id, label, cost), [], lastColumn);
        }

        string[] text = names.Contains("text") && id != "text" && label != "text" && cost != "text" ? ["text"] : [];
        var schema = new FieldSchema { Id = id, Label = label, Cost = cost, Text = text };
        if (csv)
        {
            var byContent = Enumerable.Range(0, names.Count).Where(i => names[i] != id && names[i] != label && names[i] != cost && names[i] != request.Split && !text.Contains(names[i])).ToArray();
            return !needFeatures || byContent.Length + text.Length > 0
                ? new ResolvedFields(schema, needFeatures ? byContent : [], lastColumn)
                : throw PluginALException.Input($"{source} has no column besides id and label; its columns are {List(names)}: add columns to learn from.");
        }

        return !needFeatures || text.Length > 0
            ? new ResolvedFields(schema, [], false)
            : throw PluginALException.Input(
                $"{source} has no field 'text'; its fields are {List(names)}: name what to learn from with --text, --numeric, --category or --image.");
    }

    private static void AddPart(List<string> parts, string name, IReadOnlyList<string> fields)
    {
        if (fields.Count > 0)
        {
            parts.Add($"{name}: {List(fields)}");
        }
    }

    internal static string List(IReadOnlyList<string> names) =>
        names.Count == 0 ? "none"
        : names.Count <= 40 ? string.Join(", ", names)
        : string.Join(", ", names.Take(20)) + $", ... ({names.Count} in all) ..., {names[^1]}";

    private string? Single(string? wanted, string usual, string part)
    {
        if (wanted is null)
        {
            return names.Contains(usual) && !request.NamesFeature(usual) ? usual : null;
        }

        if (wanted.Length == 0)
        {
            return null;
        }

        return names.Contains(wanted) ? wanted
            : throw PluginALException.Input($"{source} has no field '{wanted}' for the {part}; its fields are {List(names)}: name one of these with --{part}.");
    }

    private FieldSchema Named(string? id, string? label, string? cost)
    {
        var parts = new[] { ("text", request.Text), ("numeric", request.Numeric), ("category", request.Categories), ("image", request.Images) };
        var found = new List<string>[parts.Length];
        var star = -1;
        for (var i = 0; i < parts.Length; i++)
        {
            found[i] = [];
            foreach (var entry in parts[i].Item2.SelectMany(Entries))
            {
                if (entry == "*")
                {
                    star = star < 0 || star == i
                        ? i
                        : throw PluginALException.Usage($"'*' is given both for --{parts[star].Item1} and for --{parts[i].Item1}; give it once.");
                }
                else
                {
                    Expand(entry, parts[i].Item1, id, label, cost, found[i]);
                }
            }
        }

        if (star >= 0)
        {
            found[star].AddRange(names.Where(name => name != id && name != label && name != cost && name != request.Split && !_taken.Contains(name)));
        }

        return found.Any(part => part.Count > 0)
            ? new FieldSchema { Id = id, Label = label, Cost = cost, Text = found[0], Numeric = found[1], Categories = found[2], Images = found[3] }
            : throw PluginALException.Input($"{source} has no field left for '*'; its fields are {List(names)}: name what to learn from.");
    }

    private IEnumerable<string> Entries(string entry) =>
        names.Contains(entry) ? [entry] : entry.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Expand(string entry, string part, string? id, string? label, string? cost, List<string> into)
    {
        if (names.Contains(entry))
        {
            if (entry == id || entry == label || entry == cost)
            {
                throw PluginALException.Usage($"Field '{entry}' is named both as the {(entry == id ? "id" : entry == label ? "label" : "cost")} and with --{part}: name it once.");
            }

            into.Add(_taken.Add(entry) ? entry : throw PluginALException.Usage($"Field '{entry}' is named twice: name it once."));
            return;
        }

        for (var dash = entry.IndexOf('-'); dash > 0; dash = entry.IndexOf('-', dash + 1))
        {
            var (first, last) = (IndexOf(entry[..dash].Trim()), IndexOf(entry[(dash + 1)..].Trim()));
            if (first < 0 || last < 0)
            {
                continue;
            }

            if (first > last)
            {
                throw PluginALException.Input($"The range '{entry}' runs backwards in {source}, where '{names[last]}' comes before '{names[first]}': turn it round.");
            }

            into.AddRange(names.Skip(first).Take(last - first + 1).Where(name => name != id && name != label && name != cost && name != request.Split && _taken.Add(name)));
            return;
        }

        throw PluginALException.Input($"{source} has no field '{entry}' for --{part}; its fields are {List(names)}: name one of these.");
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
