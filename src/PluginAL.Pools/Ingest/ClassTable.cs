using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Gathers class names while labels are read, and gives them their final indices: the known ones first, new ones after them in ordinal order.</summary>
internal sealed class ClassTable(IReadOnlyList<string> known)
{
    private const int MostClasses = 1_000_000;

    private readonly Dictionary<string, int> _indices = Index(known);
    private readonly List<string> _names = [.. known];

    public int IndexOf(string name, Func<string> place)
    {
        if (_indices.TryGetValue(name, out var index))
        {
            return index;
        }

        if (_names.Count >= MostClasses)
        {
            throw PluginALException.Input($"{place()}: the label has more than {MostClasses} different values, expected classes: name the label field with --label.");
        }

        _indices.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>The final names, and for each provisional index the final one.</summary>
    public (string[] Names, int[] Map) Finish()
    {
        var order = Enumerable.Range(known.Count, _names.Count - known.Count).OrderBy(i => _names[i], StringComparer.Ordinal).ToArray();
        var map = Enumerable.Range(0, _names.Count).ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            map[order[i]] = known.Count + i;
        }

        return ([.. known, .. order.Select(i => _names[i])], map);
    }

    private static Dictionary<string, int> Index(IReadOnlyList<string> names)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (!indices.TryAdd(names[i], i))
            {
                throw PluginALException.Usage($"Class '{names[i]}' is given twice: give each class once.");
            }
        }

        return indices;
    }
}
