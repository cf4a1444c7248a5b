using PluginAL.Encoding.Records;

namespace PluginAL.Benchmarks.Records;

/// <summary>The mapper that one would write by hand for <see cref="Person"/>, with the same columns.</summary>
internal sealed class HandWritten
{
    private readonly double[] _means = new double[6];
    private readonly double[] _deviations = new double[6];
    private readonly Dictionary<string, int>[] _values;

    public HandWritten(FeatureState state)
    {
        for (var i = 0; i < 6; i++)
        {
            (_means[i], _deviations[i]) = (state.Numbers[2 * i], state.Numbers[(2 * i) + 1]);
        }

        _values = [.. Enumerable.Range(0, 8).Select(i => state.Vocabulary(i).Values.Select((value, place) => (value, place)).ToDictionary(one => one.value, one => one.place))];
    }

    public void Write(Person person, Span<float> row)
    {
        row.Clear();
        row[0] = Scale(person.Age, 0);
        Set(row, 1, person.Workclass, 0, 8);
        row[11] = Scale(person.Weight, 1);
        Set(row, 12, person.Education, 1, 16);
        row[29] = Scale(person.EducationYears, 2);
        Set(row, 30, person.MaritalStatus, 2, 8);
        Set(row, 39, person.Occupation, 3, 16);
        Set(row, 57, person.Relationship, 4, 8);
        Set(row, 66, person.Race, 5, 8);
        Set(row, 75, person.Sex, 6, 2);
        row[78] = Scale(person.CapitalGain, 3);
        row[79] = Scale(person.CapitalLoss, 4);
        row[80] = Scale(person.HoursPerWeek, 5);
        Set(row, 81, person.Country, 7, 42);
    }

    private float Scale(double value, int number) => (float)((value - _means[number]) / _deviations[number]);

    private void Set(Span<float> row, int offset, string? value, int vocabulary, int capacity)
    {
        if (value is null)
        {
            row[offset + capacity + 1] = 1;
        }
        else if (_values[vocabulary].TryGetValue(value, out var place))
        {
            row[offset + place] = 1;
        }
        else
        {
            row[offset + capacity] = 1;
        }
    }
}
