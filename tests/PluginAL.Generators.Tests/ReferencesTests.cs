using Microsoft.CodeAnalysis.CSharp;

namespace PluginAL.Generators.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void A_record_type_of_the_contracts_compiles_against_them()
    {
        var tree = CSharpSyntaxTree.ParseText("using PluginAL.Abstractions; [PoolRecord] public sealed record Point(float X, float Y);");
        var compilation = CSharpCompilation.Create("Sample", [tree], References.All, new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics());
    }
}
