using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

[Collection("heap")]
public sealed class CacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plugin_is_loaded_from_a_copy_of_the_bytes_that_were_checked()
    {
        var path = TestPlugins.Copy(TestPlugins.Hostile, "UsesDependency.V1", _folder.Path);
        using var host = Open();
        using var strategy = Create(host, path);
        var report = host.GetLoadReport(path);
        Assert.Equal(PluginContent.Read(path).Sha256, report.ContentSha256);
        Assert.Equal(Path.Combine(_folder.Path, "cache", report.ContentSha256, "UsesDependency.V1.dll"), report.LoadedFrom);
        Assert.Equal(report.LoadedFrom, strategy.Instance.GetType().Assembly.Location);
        Assert.Equal(report.ContentSha256, PluginContent.Read(report.LoadedFrom).Sha256);

        // Nothing is locked, and what is loaded later is of the same version.
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(1f, Score(strategy));
    }

    [Fact]
    public void A_copy_that_was_altered_is_made_again()
    {
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
        using var host = Open();
        var copy = Load();
        Assert.Equal(PluginState.Unloaded, host.Unload(path));
        File.WriteAllBytes(copy, [1, 2, 3]);
        Assert.Equal(copy, Load());
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(copy));

        [MethodImpl(MethodImplOptions.NoInlining)]
        string Load()
        {
            using var oracle = host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse(path + "#truth"));
            return host.GetLoadReport(path).LoadedFrom;
        }
    }

    [Fact]
    public void Many_hosts_may_fill_one_cache_at_once()
    {
        var path = TestPlugins.Copy(TestPlugins.Hostile, "UsesDependency.V1", _folder.Path);
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var host = Open();
            using var strategy = Create(host, path);
            Assert.Equal(1f, Score(strategy));
        });
        Assert.Equal([PluginContent.Read(path).Sha256], Directory.GetDirectories(Path.Combine(_folder.Path, "cache")).Select(Path.GetFileName));
    }

    [Fact]
    public void Copies_of_long_ago_go_when_another_is_made()
    {
        var cache = Path.Combine(_folder.Path, "cache");
        foreach (var (name, days) in (ReadOnlySpan<(string, int)>)[("old", 90), ("young", 30), (".staging-dead", 2)])
        {
            var path = Directory.CreateDirectory(Path.Combine(cache, name)).FullName;
            File.WriteAllText(Path.Combine(path, "file"), "");
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-days));
        }

        var plugin = TestPlugins.Copy(TestPlugins.Hostile, "UsesDependency.V1", _folder.Path);
        using var host = Open();
        using var strategy = Create(host, plugin);
        Assert.Equal(new[] { PluginContent.Read(plugin).Sha256, "young" }.Order(), Directory.GetDirectories(cache).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_said()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        using var host = new PluginHost(TestPlugins.TrustAll with { CacheFolder = Path.Combine(file, "cache") }, TestPlugins.BuiltIn);
        var error = Assert.Throws<PluginALException>(() => host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("truth")));
        Assert.Contains("Set PLUGINAL_CACHE to a folder that can", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_deps_json_makes_the_folders_below_part_of_a_plugin()
    {
        var path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
        var whole = PluginContent.Read(path);
        var below = Path.Combine(Path.GetDirectoryName(path)!, "runtimes", "any");
        Directory.CreateDirectory(below);
        File.WriteAllText(Path.Combine(below, "x.so"), "x");
        Assert.Contains(PluginContent.Read(path).Files, file => file.Path == "runtimes/any/x.so");
        File.Delete(Path.ChangeExtension(path, ".deps.json"));
        Assert.Equal(whole.Files.Count - 1, PluginContent.Read(path).Files.Count);
        File.WriteAllText(path + PluginSignature.Extension, "not part of it");
        Assert.Equal(whole.Files.Count - 1, PluginContent.Read(path).Files.Count);
    }

    [Fact]
    public void A_native_library_beside_the_plugin_is_found_and_reported()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = TestPlugins.Copy(TestPlugins.Hostile, "UsesNative", _folder.Path);
        var end = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var native = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native" + end);
        File.Copy(native, Path.Combine(Path.GetDirectoryName(path)!, "libbeside_the_plugin" + end));
        using var host = Open();
        using var strategy = Create(host, path);
        Assert.Equal((float)Environment.ProcessId, Score(strategy));
        var report = host.GetLoadReport(path);
        var found = Assert.Single(report.Resolutions, resolution => resolution.Rule == LoadRule.PrivateNative);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(report.LoadedFrom)!, "libbeside_the_plugin" + end), found.Path);
        Assert.Equal(report.LoadedFrom, strategy.Instance.ToString());
    }

    [Fact]
    public void A_hundred_loads_and_unloads_leave_nothing_behind()
    {
        using var host = new PluginHost(TestPlugins.TrustAll with { CacheFolder = Path.Combine(_folder.Path, "cache") }, TestPlugins.BuiltIn);
        var contexts = new List<WeakReference>();
        var before = 0L;
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(PluginState.Unloaded, host.Unload(Use(host, contexts)));
            before = i == 20 ? GC.GetTotalMemory(forceFullCollection: true) : before;
        }

        Assert.All(contexts, context => Assert.False(context.IsAlive));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 1_000_000, $"80 loads left {growth} bytes");
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.Location.StartsWith(_folder.Path, StringComparison.Ordinal));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Use(PluginHost host, List<WeakReference> contexts)
    {
        using var margin = host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("margin"));
        contexts.Add(new WeakReference(System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(margin.Instance.GetType().Assembly)));
        return margin.AssemblyPath;
    }

    private static PluginInstance<IQueryStrategy> Create(PluginHost host, string path) =>
        host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(path));

    private static float Score(PluginInstance<IQueryStrategy> strategy) => strategy.Call("Score", plugin =>
    {
        var scores = new float[1];
        ((IPointwiseStrategy)plugin).Score(new SignalBlock { Count = 1 }, new RandomSource(1, "test"), scores);
        return scores[0];
    });

    private PluginHost Open() => new(TestPlugins.TrustAll with { CacheFolder = Path.Combine(_folder.Path, "cache") });
}

/// <summary>Tests that look at the heap of the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition("heap", DisableParallelization = true)]
public sealed class HeapTests;
