using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

public sealed class DiscoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lists_built_in_plugins_from_metadata_without_loading_them()
    {
        using var host = new PluginHost(TestPlugins.BuiltIn);
        var margin = Assert.Single(host.Plugins, plugin => plugin is { Kind: PluginKind.Strategy, Name: "margin" });
        Assert.Equal(PluginState.Discovered, margin.State);
        Assert.Equal(Signals.Probabilities, margin.Needs);
        Assert.Equal(ColdStartPolicy.Random, margin.ColdStart);
        Assert.NotEmpty(margin.Summary);
        Assert.Equal(64, margin.Sha256.Length);
        Assert.Equal("0.1.0", margin.Version);
        Assert.Equal(TestPlugins.AssemblyPath(TestPlugins.BuiltIn, "PluginAL.Strategies"), margin.AssemblyPath);
        Assert.Equal(ColdStartPolicy.Handled, Assert.Single(host.Plugins, plugin => plugin is { Kind: PluginKind.Strategy, Name: "random" }).ColdStart);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsCollectible), a => a.GetName().Name == "PluginAL.Strategies");
    }

    [Fact]
    public void Reads_all_that_the_attributes_say()
    {
        using var host = new PluginHost(TestPlugins.Hostile);
        var plugin = Assert.Single(host.Plugins, plugin => plugin.Name == "throws-in-constructor");
        Assert.Equal(PluginKind.Strategy, plugin.Kind);
        Assert.Equal("Throws when it is made.", plugin.Summary);
        Assert.Equal(Signals.Probabilities | Signals.Features, plugin.Needs);
        Assert.Equal(ColdStartPolicy.Handled, plugin.ColdStart);
    }

    [Fact]
    public void A_directory_that_does_not_exist_holds_no_plugins()
    {
        using var host = new PluginHost(Path.Combine(_folder.Path, "nowhere"));
        Assert.Empty(host.Plugins);
    }

    [Theory]
    [InlineData("empty", "the file is empty")]
    [InlineData("text", "not a .NET assembly, or a damaged one")]
    [InlineData("half", "not a .NET assembly, or a damaged one")]
    [InlineData("truncated", "cut short")]
    [InlineData("no-plugin", "not a plugin assembly")]
    [InlineData("no-registration", "no [assembly: PluginRegistration(typeof(...))]")]
    [InlineData("missing", "holds no Broken.dll")]
    public void A_broken_file_is_refused_with_the_reason(string how, string reason)
    {
        var path = Path.Combine(_folder.Path, "Broken", "Broken.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var strategies = File.ReadAllBytes(TestPlugins.AssemblyPath(TestPlugins.BuiltIn, "PluginAL.Strategies"));
        switch (how)
        {
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "text":
                File.WriteAllText(path, string.Concat(Enumerable.Repeat("this is no assembly\n", 100)));
                break;
            case "half":
                File.WriteAllBytes(path, strategies[..(strategies.Length / 2)]);
                break;
            case "truncated":
                File.WriteAllBytes(path, strategies[..^600]);
                break;
            case "no-plugin":
                File.Copy(typeof(PluginHost).Assembly.Location, path);
                break;
            case "no-registration":
                File.Copy(typeof(Unregistered).Assembly.Location, path);
                break;
        }

        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        var info = Assert.Single(host.Plugins);
        Assert.Equal(PluginState.Refused, info.State);
        Assert.Contains(reason, info.Reason, StringComparison.Ordinal);
        Assert.Equal(path, info.AssemblyPath);
    }

    [Fact]
    public void No_cut_and_no_flipped_byte_makes_discovery_throw()
    {
        var path = Path.Combine(_folder.Path, "Broken", "Broken.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var whole = File.ReadAllBytes(TestPlugins.AssemblyPath(TestPlugins.Hostile, "HostilePlugins"));
        for (var i = 0; i < 400; i++)
        {
            var bytes = i % 4 == 0 ? whole[..(int)((long)whole.Length * i / 400)] : [.. whole];
            for (var flip = 0; flip < i % 4; flip++)
            {
                bytes[(int)((((uint)i * 2654435761u) + ((uint)flip * 40503u)) % (uint)bytes.Length)] ^= (byte)(1 + (i % 255));
            }

            File.WriteAllBytes(path, bytes);
            using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
            Assert.NotEmpty(host.Plugins);
        }
    }

    [Theory]
    [InlineData(0, 2, "built against PluginAL.Abstractions 0.2, and this host has 0.1")]
    [InlineData(1, 0, "built against PluginAL.Abstractions 1.0, and this host has 0.1")]
    [InlineData(0, 0, null)]
    public void A_contract_newer_than_the_host_is_refused_with_both_versions(ushort major, ushort minor, string? reason)
    {
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
        TestPlugins.SetReferenceVersion(path, "PluginAL.Abstractions", major, minor);
        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        var truth = Assert.Single(host.Plugins, plugin => plugin is { Kind: PluginKind.Oracle, Name: "truth" });
        Assert.Equal(reason is null ? PluginState.Discovered : PluginState.Refused, truth.State);
        if (reason is null)
        {
            using var oracle = host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("truth"));
            return;
        }

        Assert.Contains(reason, truth.Reason, StringComparison.Ordinal);
        var error = Assert.Throws<PluginALException>(() => host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("truth")));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shared_assembly_is_checked_by_version()
    {
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Strategies", _folder.Path);
        TestPlugins.SetReferenceVersion(path, "PluginAL.Scoring", 0, 9);
        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        Assert.All(host.Plugins, plugin => Assert.Contains("PluginAL.Scoring 0.9", plugin.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_newer_target_framework_is_refused()
    {
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
        TestPlugins.ReplaceText(path, ".NETCoreApp,Version=v10.0", ".NETCoreApp,Version=v99.0");
        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        Assert.All(host.Plugins, plugin => Assert.Contains("built for .NET 99.0, and this host runs on .NET", plugin.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_processor_is_refused_and_this_one_is_not()
    {
        var mine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Machine.Arm64 : Machine.Amd64;
        var other = mine == Machine.Arm64 ? Machine.Amd64 : Machine.Arm64;
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
        TestPlugins.SetMachine(path, other);
        using (var host = new PluginHost(TestPlugins.TrustAll, _folder.Path))
        {
            Assert.All(host.Plugins, plugin => Assert.Contains("and this process is", plugin.Reason, StringComparison.Ordinal));
        }

        TestPlugins.SetMachine(path, mine);
        using (var host = new PluginHost(TestPlugins.TrustAll, _folder.Path))
        {
            Assert.All(host.Plugins, plugin => Assert.Equal(PluginState.Discovered, plugin.State));
        }
    }

    [Fact]
    public void Two_plugins_of_one_name_are_both_refused_with_both_paths_and_still_work_by_path()
    {
        var first = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path, "First");
        var second = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path, "Second");
        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        Assert.Equal(4, host.Plugins.Count);
        Assert.All(host.Plugins, plugin =>
        {
            Assert.Equal(PluginState.Refused, plugin.State);
            Assert.Contains(first, plugin.Reason, StringComparison.Ordinal);
            Assert.Contains(second, plugin.Reason, StringComparison.Ordinal);
        });
        var error = Assert.Throws<PluginALException>(() => host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("truth")));
        Assert.Equal(ErrorKind.Input, error.Kind);
        using var oracle = host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse($"{second}#truth"));
        Assert.Equal(second, oracle.AssemblyPath);
    }

    [Fact]
    public void A_contract_assembly_in_a_plugin_folder_is_a_warning()
    {
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
        var copy = Path.Combine(Path.GetDirectoryName(path)!, "PluginAL.Abstractions.dll");
        File.Copy(typeof(IOracle).Assembly.Location, copy);
        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        Assert.All(host.Plugins, plugin => Assert.Contains(copy, Assert.Single(plugin.Warnings), StringComparison.Ordinal));
        using var oracle = host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("truth"));
        var report = host.GetLoadReport(path);
        Assert.Contains(report.Resolutions, resolution => resolution.Rule == LoadRule.Contract && resolution.Path == typeof(IOracle).Assembly.Location);
        Assert.Contains(copy, Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_right_in_the_directory_is_looked_at_too()
    {
        var loose = Path.Combine(_folder.Path, "PluginAL.Oracles.dll");
        File.Copy(TestPlugins.AssemblyPath(TestPlugins.BuiltIn, "PluginAL.Oracles"), loose);
        File.WriteAllText(Path.Combine(_folder.Path, "garbage.dll"), "garbage");
        using var host = new PluginHost(TestPlugins.TrustAll, _folder.Path);
        Assert.Equal(["console", "truth", "garbage"], host.Plugins.Select(plugin => plugin.Name));
        Assert.Equal(PluginState.Refused, host.Plugins[2].State);
    }
}
