namespace PluginAL.Generators.Tests.Records;

/// <summary>The emitted code of each kind of member.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string, string> Kinds => new()
    {
        { "Numbers", "[PoolRecord] public sealed record X(sbyte A, byte B, short C, ushort D, int E, uint F, long G, ulong H, Half I, float J, double K, decimal L, Int128 M, UInt128 N);" },
        { "Scales", "[PoolRecord] public sealed record X([Standardised] int A, [Scaled(10, 2)] float B, [MinMax(0, 100)] byte C, [Scaled(0, 1)] float D, [Scaled(1, 1e-12)] int E);" },
        { "Bool", "[PoolRecord] public sealed record X(bool A, [Standardised] bool B, [Missing(MissingAs.Mean)] bool? C, [Missing(1)] bool? D);" },
        { "Enum", "[PoolRecord] public sealed record X(Plain A, Sparse B, [Missing(\"Far\")] Sparse? C); public enum Plain { One, Two } public enum Sparse : long { Near = -3, Far = 1L << 40 }" },
        { "Flags", "[PoolRecord] public sealed record X(Rights A, [Category] Rights B); [Flags] public enum Rights { None, Read = 1, Write = 2, Both = 3 }" },
        { "Category", "[PoolRecord] public sealed record X([Category] string A, [Category(\"red\", \"blue\")] string B, [Category(Capacity = 3)] int C, [Category(\"1\", \"-2\")] int D, [Category(\"a\", \"'\")] char E);" },
        { "Hashed", "[PoolRecord] public sealed record X([Hashed(16)] string A, [Hashed(8)] Guid B, [Hashed(4), Missing(MissingAs.Indicator)] long? C);" },
        { "Text", "[PoolRecord] public sealed record X([Hashed(4096, NGrams = 2)] string A, [Hashed(64, NGrams = 3, Characters = true, MatchCase = true), Missing(\"none\")] string? B);" },
        { "Vector", "[PoolRecord] public sealed class X { [Vector(3)] public required float[] A { get; init; } [Vector(2)] public ReadOnlyMemory<float> B { get; set; } public Four C; [Vector(2)] public double[] D = []; } [System.Runtime.CompilerServices.InlineArray(4)] public struct Four { private float _first; }" },
        { "Time", "[PoolRecord] public sealed record X([Time(Kind = DateTimeKind.Utc)] DateTime A, [Time(TimeParts.DayOfMonth)] DateTimeOffset B, DateOnly C, TimeOnly D, TimeSpan E, [Time(TimeParts.Elapsed), Scaled(0, 365), Missing(MissingAs.Indicator)] DateOnly? F);" },
        { "Missing", "[PoolRecord] public sealed record X([Missing(MissingAs.Indicator)] int? A, [Missing(MissingAs.Mean)] float B, [Missing(MissingAs.Zero)] double? C, [Missing(-1)] long? D, [MinMax(0, 1), Missing(MissingAs.Mean)] decimal? E, [Category, Missing(\"other\")] string? F);" },
        { "Nested", "[PoolRecord] public sealed record X(int A, [Nested] Place B, [Nested, Missing(MissingAs.Indicator)] Place? C); [PoolRecord] public sealed record Place(float Lat, [Nested] Country In); [PoolRecord] public readonly record struct Country([Category] string Code);" },
        { "Roles", "[PoolRecord] public sealed record X([Id] Guid Key, [Label(Name = \"class\")] Kind? What, float A, [Ignore(Reason = \"free text\")] string Note = \"\"); public enum Kind { Ham, [Feature(Name = \"junk\")] Spam }" },
        { "Target", "[PoolRecord] public struct X { public float A; [Id] public string Name { get; set; } [Label] public double? Price { get; set; } }" },
        { "Custom", "[PoolRecord] public sealed record X([EncodeWith<Roman>] int A, [EncodeWith<Roman>, Missing(MissingAs.Zero)] int? B); public abstract class Roman : IValueEncoder<int> { public const int Width = 2; public const int Version = 3; public static void Encode(int value, Span<float> columns) => columns[value % 2] = 1; }" },
        { "Options", "[PoolRecord(Naming = RecordNaming.SnakeCase, IgnoreCase = true, MissingValues = [\"NA\", \"-\"])] public sealed record X([Feature(Order = 1)] int HTMLSize, [Feature(Order = 0, Name = \"years\"), Missing(MissingAs.Mean)] int? AgeInYears, int Last);" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Emitted_code_is_as_it_was_read(string kind, string source) =>
        Snapshots.Match(kind, Generation.Run(source).Texts["X.PoolRecord.g.cs"].Replace("\"0.1.0.0\"", "\"version\"", StringComparison.Ordinal));
}
