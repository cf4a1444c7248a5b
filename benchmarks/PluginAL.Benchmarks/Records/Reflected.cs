using System.Globalization;
using System.Reflection;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;

namespace PluginAL.Benchmarks.Records;

/// <summary>The same by reflection at run time: properties and attributes are found once, values are got one by one.</summary>
internal sealed class Reflected
{
    private readonly FeatureState _state;
    private readonly List<(PropertyInfo Member, int Offset, int Slot, int Capacity)> _members = [];

    public Reflected(FeatureState state)
    {
        _state = state;
        var (offset, numbers, vocabularies) = (0, 0, 0);
        foreach (var parameter in typeof(Person).GetConstructors()[0].GetParameters())
        {
            var capacity = parameter.GetCustomAttribute<CategoryAttribute>()?.Capacity ?? 0;
            _members.Add((typeof(Person).GetProperty(parameter.Name!)!, offset, capacity > 0 ? vocabularies++ : numbers++, capacity));
            offset += capacity == 0 ? 1 : capacity + (parameter.GetCustomAttribute<MissingAttribute>() is null ? 1 : 2);
        }
    }

    public void Write(Person person, Span<float> row)
    {
        row.Clear();
        foreach (var (member, offset, slot, capacity) in _members)
        {
            var value = member.GetValue(person);
            if (capacity == 0)
            {
                row[offset] = (float)((Convert.ToDouble(value, CultureInfo.InvariantCulture) - _state.Numbers[2 * slot]) / _state.Numbers[(2 * slot) + 1]);
            }
            else
            {
                row[offset + (value is string text ? ValueBuckets.NumberOf(_state.Vocabulary(slot), text, capacity) : capacity + 1)] = 1;
            }
        }
    }
}
