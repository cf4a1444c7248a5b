using System.Reflection;
using PluginAL.Encoding.Records;

namespace PluginAL.Generators.Tests.Records;

/// <summary>Each form that a record type can have compiles without a warning, is registered, and comes back from JSON.</summary>
public sealed class FormTests
{
    public static TheoryData<string, string> Forms => new()
    {
        { "X", "[PoolRecord] public class X { public int A { get; set; } public float B; }" },
        { "X", "[PoolRecord] public struct X { public int A { get; set; } public float B; }" },
        { "X", "[PoolRecord] internal sealed record X(int A, bool B);" },
        { "X", "[PoolRecord] public readonly record struct X(int A, bool B);" },
        { "X", "[PoolRecord] public sealed class X { public required int A { get; init; } [Category] public required string Name { get; init; } public X() => Hidden = 3; [Ignore(Reason = \"derived\")] public int Hidden { get; } }" },
        { "X", "[PoolRecord] public sealed class X(int a, double b) { public int A { get; } = a; public double B { get; } = b; }" },
        { "X", "public abstract record Base(int A) { public virtual float B { get; init; } } [PoolRecord] public sealed record X(int A, int C) : Base(A) { public override float B { get; init; } }" },
        { "Deep.In.A.X", "namespace Deep.In.A; [PoolRecord] public sealed record X(int A);" },
        { "Outer+X", "public static class Outer { [PoolRecord] public sealed record X(int A); }" },
        { "class", "[PoolRecord] public sealed record @class(int @event, [Category(\"new\")] string @new, float @record);" },
        { "namespace.X", "namespace @namespace; [PoolRecord] public sealed record X(@enum A); public enum @enum { @if, @else }" },
        { "X`1[System.Int32]", "[assembly: PoolRecordFor<X<int>>] public sealed record X<T>(T Value, T Other);" },
        { "X", "[PoolRecord] public sealed record X(int Columns, int Instance, int Write, int Width, int RecordName, int numbers, int state, int row, int v0, int Schema);" },
        { "X", "[PoolRecord] public sealed record X(int A = 5, Kind B = Kind.Two, [Category] string C = \"c\", [Missing(MissingAs.Mean)] double? D = 1.5); public enum Kind { One, Two }" },
        { "Sample.X", "namespace Sample.PluginAL { public class Encoding; } namespace Sample.System { } namespace Sample { [PoolRecord] public sealed record X(int A); }" },
        { "X", "[PoolRecord] public sealed record X { public int A { get; init; } [Obsolete] public int B { get; init; } public static int C { get; set; } private int D { get; set; } public int this[int i] => i; }" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_compiles_registers_and_comes_back(string type, string source)
    {
        var assembly = Generation.Load(source);
        typeof(FormTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.Contains('[', StringComparison.Ordinal) ? assembly.GetType("X`1")!.MakeGenericType(typeof(int)) : assembly.GetType(type, throwOnError: true)!)
            .Invoke(null, []);
    }

    [Fact]
    public void An_open_generic_type_has_an_adapter_that_is_asked_for_by_name()
    {
        var assembly = Generation.Load(
            "[PoolRecord] public sealed record X<T>(int A, [Ignore(Reason = \"any\")] T Tag) where T : class, new();");
        var adapter = assembly.GetType("XFeatures`1")!.MakeGenericType(typeof(object)).GetProperty("Instance")!.GetValue(null)!;
        Assert.Equal(1, adapter.GetType().GetProperty("Width")!.GetValue(adapter));
    }

    [Fact]
    public void A_type_of_another_assembly_has_its_adapter_here()
    {
        var texts = Generation.Run("[assembly: PoolRecordFor<System.Numerics.Vector2>]").Texts;
        Assert.Contains("internal sealed class Vector2Features", texts["System.Numerics.Vector2.PoolRecord.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_for_a_type_with_an_error() =>
        Assert.Empty(Generation.Run("[PoolRecord] public sealed record X(int A, string B);").Texts);

    [Fact]
    public void The_schema_hash_tells_layouts_apart_and_nothing_else()
    {
        static string Hash(string source) => Generation.Run(source).Texts.Values.Single().Split('\n').Select(line => line.Trim())
            .Single(line => line.Length == 67 && line[0] == '"');
        var hash = Hash("[PoolRecord] public sealed record X(int A, bool B);");
        Assert.Equal(hash, Hash("namespace N; [PoolRecord] public sealed class Y { public long A; /* same */ public bool B { get; set; } }"));
        Assert.NotEqual(hash, Hash("[PoolRecord] public sealed record X(bool B, int A);"));
        Assert.NotEqual(hash, Hash("[PoolRecord] public sealed record X([MinMax(0, 2)] int A, bool B);"));
    }

    private static void Check<T>()
    {
        var (features, format) = (RecordAdapters<T>.Features, RecordAdapters<T>.Format);
        var empty = System.Text.Encoding.UTF8.GetBytes("{" + string.Join(",", typeof(T).GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member is PropertyInfo { CanWrite: true } or PropertyInfo { Name: "A" or "B" } or FieldInfo).Where(member => member.Name != "Item")
            .Select(member => $"\"{member.Name}\":{Value(member is PropertyInfo one ? one.PropertyType : ((FieldInfo)member).FieldType)}")) + "}");
        var record = format.ReadJson(empty);
        var text = Json.Write(format, record);
        Assert.Equal(text, Json.Write(format, format.ReadJson(text)));
        var fit = features.StartFit();
        fit.Observe(record);
        var row = new float[features.Width];
        features.Write(record, fit.Complete(), row);
        Assert.All(row, value => Assert.True(float.IsFinite(value)));
    }

    private static string Value(Type type) => type switch
    {
        _ when type == typeof(string) => "\"new\"",
        _ when type == typeof(bool) => "true",
        { IsEnum: true } => $"\"{Enum.GetNames(type)[0]}\"",
        _ => "3",
    };
}
