using PluginAL.Abstractions;

namespace PluginAL.Generators.Tests.Records;

/// <summary>A member of nearly every kind.</summary>
[PoolRecord(Naming = RecordNaming.CamelCase)]
public sealed record Everything(
    [Id] long Key,
    byte Small,
    [Missing(MissingAs.Indicator)] int? Count,
    [Missing(MissingAs.Mean), MinMax(-10, 10)] double? Ratio,
    [Missing(3)] short? Grade,
    [Missing(MissingAs.Zero)] float Noise,
    decimal Price,
    bool Flag,
    [Missing(MissingAs.Mean)] bool? Perhaps,
    Colour Colour,
    [Missing(MissingAs.Indicator)] Colour? Second,
    Rights Rights,
    [Category(Capacity = 3)] string Town,
    [Category("x", "y"), Missing("x")] string? Axis,
    [Category(Capacity = 2), Missing(MissingAs.Indicator)] int? Zip,
    [Hashed(7)] string Name,
    [Hashed(32, NGrams = 2), Missing(MissingAs.Zero)] string? Text,
    [Vector(3)] ReadOnlyMemory<float> Embedding,
    [Time(Kind = DateTimeKind.Utc), Missing(MissingAs.Indicator)] DateTime? Seen,
    [Time(TimeParts.DayOfMonth | TimeParts.DayOfYear)] DateOnly Born,
    TimeSpan Took,
    [Nested, Missing(MissingAs.Indicator)] Place? Home,
    [EncodeWith<Parity>] int Odd,
    [Label] Colour? Answer,
    [Ignore(Reason = "for people")] string? Note = null);

public enum Colour
{
    Red = 1,
    Green = 5,
    Blue = -2,
}

[Flags]
public enum Rights
{
    None,
    Read = 1,
    Write = 4,
}

[PoolRecord]
public readonly record struct Place(float Latitude, [Category("DE", "FR")] string Country);

public abstract class Parity : IValueEncoder<int>
{
    public const int Width = 2;

    public static void Encode(int value, Span<float> columns) => columns[Math.Abs(value % 2)] = 1;
}

/// <summary>The same within a record that is stored sparse.</summary>
[PoolRecord]
public sealed record Wide([Nested] Everything Core, [Hashed(4096, NGrams = 1)] string Body);
