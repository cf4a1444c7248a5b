using PluginAL.Abstractions;

namespace PluginAL.Benchmarks.Records;

/// <summary>The fourteen members of the census records that learning papers use (UCI "Adult"): six numbers, eight categories.</summary>
[PoolRecord]
public sealed record Person(
    int Age,
    [Category(Capacity = 8), Missing(MissingAs.Indicator)] string? Workclass,
    int Weight,
    [Category(Capacity = 16)] string Education,
    int EducationYears,
    [Category(Capacity = 8)] string MaritalStatus,
    [Category(Capacity = 16), Missing(MissingAs.Indicator)] string? Occupation,
    [Category(Capacity = 8)] string Relationship,
    [Category(Capacity = 8)] string Race,
    [Category(Capacity = 2)] string Sex,
    int CapitalGain,
    int CapitalLoss,
    int HoursPerWeek,
    [Category(Capacity = 42), Missing(MissingAs.Indicator)] string? Country)
{
    private static readonly int[] Sizes = [8, 16, 7, 14, 6, 5, 2, 42];

    /// <summary>Made-up people, with as many different values as the real ones have and one in twenty missing.</summary>
    public static Person[] Make(int count)
    {
        var random = new Random(5);
        string[][] words = [.. Sizes.Select((size, field) => Enumerable.Range(0, size).Select(i => $"Value-{field}-{new string('x', i % 9)}{i}").ToArray())];

        // As a reader makes them: each record has strings of its own.
        string Word(int field) => new(words[field][random.Next(words[field].Length)]);
        string? Perhaps(int field) => random.Next(20) == 0 ? null : Word(field);
        return [.. Enumerable.Range(0, count).Select(_ => new Person(
            random.Next(17, 91), Perhaps(0), random.Next(12000, 1500000), Word(1), random.Next(1, 17), Word(2), Perhaps(3), Word(4), Word(5), Word(6),
            random.Next(10) == 0 ? random.Next(100000) : 0, random.Next(20) == 0 ? random.Next(4000) : 0, random.Next(1, 100), Perhaps(7)))];
    }
}
