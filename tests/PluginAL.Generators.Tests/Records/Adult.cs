using PluginAL.Abstractions;

namespace PluginAL.Generators.Tests.Records;

/// <summary>The fourteen members of the census data, and its label.</summary>
[PoolRecord(Naming = RecordNaming.SnakeCase)]
public sealed record Adult(
    int Age,
    [Category(Capacity = 8), Missing(MissingAs.Indicator)] string? Workclass,
    int Fnlwgt,
    [Category(Capacity = 16)] string Education,
    int EducationNum,
    [Category(Capacity = 8)] string MaritalStatus,
    [Category(Capacity = 16), Missing(MissingAs.Indicator)] string? Occupation,
    [Category(Capacity = 8)] string Relationship,
    [Category(Capacity = 8)] string Race,
    Sex Sex,
    int CapitalGain,
    int CapitalLoss,
    int HoursPerWeek,
    [Category(Capacity = 42), Missing(MissingAs.Indicator)] string? NativeCountry,
    [Label] Income? Income);

public enum Sex
{
    Female,
    Male,
}

public enum Income
{
    [Feature(Name = "<=50K")]
    Low,

    [Feature(Name = ">50K")]
    High,
}
