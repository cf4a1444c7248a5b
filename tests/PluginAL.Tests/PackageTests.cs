using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace PluginAL.Tests;

public sealed partial class PackageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [PackageFact]
    public void A_project_outside_the_repository_runs_a_session_from_the_package()
    {
        using var folder = new TemporaryFolder();
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        DotNet(Readme.Root, "pack", "src/PluginAL/PluginAL.csproj", "-c", configuration, "--no-build", "-p:BuildProjectReferences=false", "-o", folder["feed"]);
        var package = Assert.Single(Directory.GetFiles(folder["feed"], "PluginAL.*.nupkg"));
        AssertContent(package);

        var app = Directory.CreateDirectory(folder["app"]).FullName;
        File.WriteAllText(Path.Combine(app, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{PackageFactAttribute.Packages}" /></fallbackPackageFolders>
              <packageSources>
                <add key="local" value="{folder["feed"]}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" protocolVersion="3" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="local"><package pattern="PluginAL*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(app, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PluginAL" Version="{Path.GetFileNameWithoutExtension(package)["PluginAL.".Length..]}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(app, "Program.cs"), Readme.Session());
        File.WriteAllText(Path.Combine(app, "train.csv"), Adults.Csv(1500));
        File.WriteAllText(Path.Combine(app, "test.csv"), Adults.Csv(500, seed: 2));
        DotNet(app, "publish", "-c", "Release", "-o", "out");
        Assert.All(["PluginAL.Learners", "PluginAL.Strategies"], name =>
        {
            Assert.True(File.Exists(Path.Combine(app, "out", "plugins", name, name + ".dll")));
            Assert.True(File.Exists(Path.Combine(app, "out", "plugins", name, name + ".deps.json")));
            Assert.True(File.Exists(Path.Combine(app, "bin", "Release", "net10.0", "plugins", name, name + ".dll")));
        });

        var said = DotNet(app, Path.Combine("out", "app.dll"));
        var match = Said().Match(said);
        Assert.True(match.Success, said);
        Assert.InRange(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0.8, 1);
    }

    private static void AssertContent(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var names = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in (string[])["PluginAL", "PluginAL.Abstractions", "PluginAL.Scoring", "PluginAL.Encoding", "PluginAL.Pools", "PluginAL.Hosting", "PluginAL.Storage", "PluginAL.Engine"])
        {
            Assert.Contains($"lib/net10.0/{name}.dll", names);
            Assert.Contains($"lib/net10.0/{name}.xml", names);
        }

        Assert.Contains("analyzers/dotnet/cs/PluginAL.Generators.dll", names);
        Assert.Contains("buildTransitive/PluginAL.targets", names);
        using var reader = new StreamReader(archive.GetEntry("PluginAL.nuspec")!.Open());
        var nuspec = reader.ReadToEnd();
        Assert.DoesNotContain("id=\"PluginAL.", nuspec, StringComparison.Ordinal);
        Assert.Contains("id=\"Microsoft.Data.Sqlite\"", nuspec, StringComparison.Ordinal);
    }

    private static string DotNet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the build that runs these tests says is not for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NuGetAudit"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {output.Result}{error.Result}");
        return output.Result;
    }

    [GeneratedRegex(@"500 labels, accuracy (0\.\d+|1\.000)")]
    private static partial Regex Said();
}
