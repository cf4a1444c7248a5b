using System.Diagnostics;
using System.Text.RegularExpressions;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Tests.Diagnostics;

/// <summary>Projects that deserve it, built as anyone builds a project: <c>dotnet build</c>, and what it prints.</summary>
public sealed partial class OrdinaryBuildTests : IDisposable
{
    // These need a project of their own: another language version, a registration that stands for the whole assembly.
    private static readonly string[] Apart = ["PAL1032", "PAL2020"];

    private readonly string _folder = Directory.CreateTempSubdirectory("pluginal-build-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_rule_shows_in_a_build()
    {
        var pages = RulePage.All.Values.Where(page => !Apart.Contains(page.Id)).ToList();
        foreach (var page in pages)
        {
            Write($"{page.Id}.cs", $"namespace {page.Id}\n{{\n{page.Invalid}\n}}\n");
            if (page.Beside("Invalid") is { } file)
            {
                Write($"{page.Id}.{file.Name}", file.Text);
            }
        }

        Assert.Equal(pages.Select(page => page.Id).Order(StringComparer.Ordinal), await Build(""));
    }

    [Theory]
    [InlineData("PAL1032", "<LangVersion>11</LangVersion>")]
    [InlineData("PAL2020", "")]
    public async Task A_rule_about_the_whole_project_shows_in_a_build(string id, string property)
    {
        Assert.Contains(id, Apart);
        Write("Sample.cs", RulePage.All[id].Invalid);
        Assert.Equal([id], await Build(property));
    }

    private async Task<IEnumerable<string>> Build(string property)
    {
        Write("Sample.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {property}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(PluginAttribute).Assembly.Location}" />
                <Reference Include="{typeof(FeatureState).Assembly.Location}" />
                <Analyzer Include="{typeof(Rules).Assembly.Location}" />
                <Analyzer Include="{typeof(CodeFixes.PluginFixes).Assembly.Location}" />
                <AdditionalFiles Include="*.schema.json" />
              </ItemGroup>
            </Project>
            """);

        // No packages, so no sources either: the build needs no network.
        Write("NuGet.config", "<configuration><packageSources><clear /></packageSources></configuration>");

        // A build does not print what is only information, unless it is told to.
        Write(".globalconfig", "is_global = true\n" + string.Concat(Rules.All.Where(rule => rule.DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Info)
            .Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = warning\n")));
        var start = new ProcessStartInfo("dotnet", ["build", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the tests' own build has set is not for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var build = Process.Start(start)!;
        var error = build.StandardError.ReadToEndAsync();
        var output = await build.StandardOutput.ReadToEndAsync() + await error;
        await build.WaitForExitAsync();
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error MSB", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error NU", output, StringComparison.Ordinal);
        return Printed().Matches(output).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    [GeneratedRegex("(?:error|warning) (PAL[0-9]{4}): ")]
    private static partial Regex Printed();
}
