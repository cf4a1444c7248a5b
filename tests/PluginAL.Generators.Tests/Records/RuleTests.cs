using PluginAL.Generators.Records;

namespace PluginAL.Generators.Tests.Records;

/// <summary>What the parser says of types that deserve it. The messages are the analyzer's.</summary>
public sealed class RuleTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { RecordRules.NotConcrete, "[PoolRecord] public abstract record X(int A);" },
        { RecordRules.NotConcrete, "[PoolRecord] public static class X;" },
        { RecordRules.NotConcrete, "[PoolRecord] public ref struct X { public int A; }" },
        { RecordRules.NotConcrete, "[PoolRecord] public sealed class X(int hidden) { public int A { get; set; } = hidden; }" },
        { RecordRules.Inaccessible, "public static class Outer { [PoolRecord] private sealed record X(int A); }" },
        { RecordRules.OpenGeneric, "[PoolRecord] public sealed record X<T>(T A);" },
        { RecordRules.NoFeature, "[PoolRecord] public sealed record X([Id] int A);" },
        { RecordRules.Unsupported, "[PoolRecord] public sealed record X(int A, Uri B);" },
        { RecordRules.Unsupported, "[PoolRecord] public sealed record X(int A, List<int> B);" },
        { RecordRules.NotReadable, "[PoolRecord] public sealed class X { public int A; [Feature] public int B { set { } } }" },
        { RecordRules.NotReadable, "[PoolRecord] public sealed class X { public int A; [Feature] private int B { get; set; } }" },
        { RecordRules.NoPart, "[PoolRecord] public sealed record X(int A) { public int Twice => 2 * A; }" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X(int A, [Ignore(Reason = \"x\"), Category] string B);" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X(int A, [Category, Hashed(4)] string B);" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X([Missing(MissingAs.Mean)] int A);" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X([Vector(2)] int A);" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X([Time(TimeParts.TimeOfDay)] DateOnly A);" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X(int A, [Id] double B);" },
        { RecordRules.Contradiction, "[PoolRecord] public sealed record X(int A, [Label, Category] string B);" },
        { RecordRules.Several, "[PoolRecord] public sealed record X(int A, [Label] bool B, [Label] bool C);" },
        { RecordRules.Several, "[PoolRecord] public sealed record X(int A, [Id] int B, [Id] int C);" },
        { RecordRules.DuplicateColumn, "[PoolRecord] public sealed record X(int A, [Feature(Name = \"A\")] int B);" },
        { RecordRules.Order, "[PoolRecord] public sealed record X([Feature(Order = 0)] int A, [Feature(Order = 2)] int B);" },
        { RecordRules.Order, "[PoolRecord] public sealed record X([Feature(Order = 0)] int A, [Feature(Order = 0)] int B);" },
        { RecordRules.NoLength, "[PoolRecord] public sealed record X(float[] A);" },
        { RecordRules.Width, "[PoolRecord] public sealed record X([Vector(0)] float[] A);" },
        { RecordRules.Width, "[PoolRecord] public sealed record X([Hashed(-1)] string A);" },
        { RecordRules.Width, "[PoolRecord] public sealed record X([Hashed(16000000)] string A, [Hashed(16000000)] string B);" },
        { RecordRules.Width, "[PoolRecord] public sealed record X(Empty A); public enum Empty;" },
        { RecordRules.NoMissingPolicy, "[PoolRecord] public sealed record X(int? A);" },
        { RecordRules.NoMissingPolicy, "[PoolRecord] public sealed record X([Category] string? A);" },
        { RecordRules.Oblivious, "#nullable disable\n[PoolRecord] public sealed record X([Category] string A);" },
        { RecordRules.NoEncoding, "[PoolRecord] public sealed record X(string A);" },
        { RecordRules.NoEncoding, "[PoolRecord] public sealed record X(Guid A);" },
        { RecordRules.NotFinite, "[PoolRecord] public sealed record X([Category] double A);" },
        { RecordRules.Vocabulary, "[PoolRecord] public sealed record X([Category(\"a\", \"a\")] string A);" },
        { RecordRules.Vocabulary, "[PoolRecord] public sealed record X([Category(new string[0])] string A);" },
        { RecordRules.Vocabulary, "[PoolRecord] public sealed record X([Category(\"1\", \"one\")] int A);" },
        { RecordRules.FlagsAsOneHot, "[PoolRecord] public sealed record X([Category] Bits A); [Flags] public enum Bits { One = 1, Two = 2 }" },
        { RecordRules.Alias, "[PoolRecord] public sealed record X(Same A); public enum Same { One, Two = 1, Zwei = 1 }" },
        { RecordRules.Narrowing, "[PoolRecord] public sealed record X([Scaled(0, 1)] double A);" },
        { RecordRules.NoKind, "[PoolRecord] public sealed record X(DateTime A);" },
        { RecordRules.Scale, "[PoolRecord] public sealed record X([Scaled(0, 0)] int A);" },
        { RecordRules.Scale, "[PoolRecord] public sealed record X([MinMax(1, 1)] int A);" },
        { RecordRules.Scale, "[PoolRecord] public sealed record X([MinMax(double.NaN, 1)] int A);" },
        { RecordRules.Encoder, "[PoolRecord] public sealed record X([EncodeWith<object>] int A);" },
        { RecordRules.Encoder, "[PoolRecord] public sealed record X([EncodeWith<E>] int A); public class E : IValueEncoder<int> { public static void Encode(int value, Span<float> columns) { } }" },
        { RecordRules.Cycle, "[PoolRecord] public sealed record X(int A, [Nested, Missing(MissingAs.Zero)] X? B);" },
        { RecordRules.NoAdapter, "[PoolRecord] public sealed record X(int A, [Nested] System.Numerics.Vector2 B);" },
        { RecordRules.Leak, "[PoolRecord] public sealed record X(int A, [Label, Feature] bool B);" },
        { RecordRules.FewBuckets, "[PoolRecord] public sealed record X([Hashed(8, Cardinality = 100)] string A);" },
        { RecordRules.NoReason, "[PoolRecord] public sealed record X(int A, [Ignore] string B);" },
        { RecordRules.Computed, "[PoolRecord] public sealed record X(int A) { [Feature] public int Twice => 2 * A; }" },
    };

    public static TheoryData<string> Right => [.. SnapshotTests.Kinds.Select(kind => (string)kind[1])];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_type_that_deserves_it_breaks_one_rule(string rule, string source)
    {
        var name = source.Contains("Outer", StringComparison.Ordinal) ? "Outer+X" : source.Contains("X<T>", StringComparison.Ordinal) ? "X`1" : "X";
        var result = Generation.Analyse(source, name);
        var found = result.Problems.Where(problem => problem.Id != RecordRules.NoFeature || rule == RecordRules.NoFeature).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, problem => Assert.Equal(rule, problem.Id));
        Assert.All(found, problem => Assert.True(problem.Location.IsInSource));
        Assert.Equal(RecordRules.IsError(rule), result.Model is null);
    }

    [Fact]
    public void An_old_language_is_named()
    {
        var old = new Microsoft.CodeAnalysis.CSharp.CSharpParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp9);
        var tree = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("using PluginAL.Abstractions; [PoolRecord] public class X { public int A; }", old);
        var compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create("Old", [tree], References.All);
        Assert.Equal(RecordRules.TooOld, Generation.Analyse(compilation).Problems.Single().Id);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void A_type_in_order_has_a_model(string source) =>
        Assert.NotNull(Generation.Analyse(source).Model);
}
