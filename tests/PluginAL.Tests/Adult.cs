namespace PluginAL.Tests;

/// <summary>A person of a census, as the file with the true data has them.</summary>
[PoolRecord(Naming = RecordNaming.SnakeCase)]
public sealed record Adult(
    double Age,
    [Category(Capacity = 16), Missing(MissingAs.Zero)] string? Workclass,
    double Fnlwgt,
    [Category(Capacity = 16)] string Education,
    double EducationNum,
    [Category(Capacity = 16)] string MaritalStatus,
    [Category(Capacity = 16), Missing(MissingAs.Zero)] string? Occupation,
    [Category(Capacity = 16)] string Relationship,
    [Category(Capacity = 16)] string Race,
    [Category(Capacity = 16)] string Sex,
    double CapitalGain,
    double CapitalLoss,
    double HoursPerWeek,
    [Category(Capacity = 48), Missing(MissingAs.Zero)] string? NativeCountry,
    [Label] string? Income);
