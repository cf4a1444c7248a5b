using System.Reflection;
using System.Text.RegularExpressions;

namespace PluginAL.Testing.Tests;

/// <summary>What the templates make keeps every rule as it stands.</summary>
[Collection("conformance")]
public sealed class TemplatesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "templates");

    [Theory]
    [InlineData("strategy")]
    [InlineData("learner")]
    [InlineData("oracle")]
    public void A_template_compiles_and_keeps_every_rule(string kind) => Conformance.Check(Path.Combine(Folder, kind, "MyPlugin.cs"));

    [Fact]
    public void A_source_file_that_breaks_a_rule_is_told_so()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("pluginal-testing-").FullName, "Bad.cs");
        File.WriteAllText(path, File.ReadAllText(Path.Combine(Folder, "strategy", "MyPlugin.cs")).Replace("scores[i] = ", "scores[i] = i + ", StringComparison.Ordinal));
        var error = Assert.Throws<ConformanceException>(() => Conformance.Check(path));
        Assert.Equal(["row-alone", "ties"], error.Report.Violations.Select(result => result.Rule).Order());
        Assert.Matches(new Regex("^strategy 'my-plugin' breaks 2 of [0-9]+ rules:"), error.Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void The_packages_that_templates_name_are_of_this_version()
    {
        var version = typeof(Conformance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', '-')[0];
        var references = Directory.GetFiles(Folder, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "Include=\"PluginAL[.A-Za-z]*\" Version=\"([^\"]*)\"")).ToList();
        Assert.Equal(6, references.Count);
        Assert.All(references, reference => Assert.Equal(version, reference.Groups[1].Value));
    }

    [Fact]
    public void Options_are_passed_on() =>
        Assert.False(Assert.Throws<ConformanceException>(() => Conformance.Check(Path.Combine(Folder, "strategy", "MyPlugin.cs"), "margin=2")).Report.IsPassed);
}
