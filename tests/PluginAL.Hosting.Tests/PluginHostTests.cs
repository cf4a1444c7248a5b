using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

public sealed class PluginHostTests : IDisposable
{
    private readonly PluginHost _host = new(TestPlugins.BuiltIn, TestPlugins.Hostile);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Makes_a_plugin_by_name_with_what_is_known_of_it()
    {
        using var margin = Create("margin");
        Assert.Equal((PluginKind.Strategy, "margin", "margin", "0.1.0"), (margin.Kind, margin.Name, margin.Label, margin.Version));
        Assert.Equal((Signals.Probabilities, ColdStartPolicy.Random), (margin.Needs, margin.ColdStart));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(margin.AssemblyPath))), margin.Sha256);
        Assert.Contains("additionalProperties", margin.OptionsSchema, StringComparison.Ordinal);
        Assert.Equal([0.5f, 1f], Score(margin.Instance, [0.75f, 0.25f, 0.5f, 0.5f], 2));
        Assert.Equal(PluginState.Loaded, Info("margin").State);
    }

    [Fact]
    public void Finds_without_loading()
    {
        var info = _host.Find(PluginKind.Strategy, PluginReference.Parse("margin:any=thing"));
        Assert.Equal((PluginState.Discovered, Signals.Probabilities), (info.State, info.Needs));
        Assert.Empty(_host.GetLoadReport(info.AssemblyPath).Resolutions);
    }

    [Fact]
    public void An_unknown_name_is_an_error_of_usage_that_lists_the_known_ones()
    {
        var error = Assert.Throws<PluginALException>(() => Create("margni"));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("did you mean 'margin'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("least-confidence", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("truth", error.Message, StringComparison.Ordinal);
        Assert.Contains("name of a strategy", Assert.Throws<PluginALException>(
            () => _host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse("margin"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_plugin_and_slips_are_refused()
    {
        using var slow = Create("takes-options:beta=2.5;mode=slow");
        Assert.Equal("takes-options:beta=2.5;mode=slow", slow.Label);
        Assert.Equal([-2.5f], Score(slow.Instance, [], 0, count: 1));
        foreach (var wrong in (string[])["takes-options:bta=2", "takes-options:beta=11", "takes-options:mode=odd", "margin:a=1"])
        {
            Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => Create(wrong)).Kind);
        }

        Assert.Equal(PluginState.Loaded, Info("takes-options").State);
    }

    [Theory]
    [InlineData("throws-in-constructor", "threw InvalidOperationException while it was made: not in the mood")]
    [InlineData("throws-in-static-constructor", "threw FormatException")]
    [InlineData("not-a-strategy", "does not implement IQueryStrategy")]
    [InlineData("unlisted", "registration does not list it")]
    [InlineData("never-made", "InvalidOperationException: no list today")]
    public void A_plugin_that_cannot_be_made_is_named_and_faulted(string name, string message)
    {
        var error = Assert.Throws<PluginALException>(() => Create(name));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains($"strategy '{name}' 0.1.0 (", error.Message, StringComparison.Ordinal);
        Assert.Contains(".dll)", error.Message, StringComparison.Ordinal);
        var info = Info(name);
        Assert.Equal(PluginState.Faulted, info.State);
        Assert.NotNull(info.Reason);
    }

    [Fact]
    public void What_a_plugin_throws_when_called_is_contained_and_named()
    {
        using var strategy = Create("throws-in-select");
        var error = Assert.Throws<PluginALException>(() => strategy.Call("Select", s => s.Select(null!, 7)));
        Assert.Equal(ErrorKind.Work, error.Kind);
        Assert.StartsWith("strategy 'throws-in-select' 0.1.0 (HostilePlugins.dll) threw InvalidOperationException in Select: asked for 7; ", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        var own = PluginALException.Input("row 3 is odd");
        Assert.Same(own, strategy.Failure("Select", own));
    }

    [Fact]
    public async Task Cancellation_passes_through_only_when_it_was_asked_for()
    {
        using var strategy = Create("margin");
        using var source = new CancellationTokenSource();
        Func<IQueryStrategy, ValueTask<int>> cancelled = _ => throw new OperationCanceledException();
        Assert.Equal(ErrorKind.Work, (await Assert.ThrowsAsync<PluginALException>(async () => await strategy.CallAsync("Select", cancelled, source.Token))).Kind);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await strategy.CallAsync("Select", cancelled, source.Token));
        Assert.Equal(3, await strategy.CallAsync("Select", async _ =>
        {
            await Task.Yield();
            return 3;
        }));
    }

    [Fact]
    public void Each_plugin_has_its_own_version_of_a_dependency()
    {
        using var one = Create("dependency-v1");
        using var two = Create("dependency-v2");
        Assert.Equal(1f, Assert.Single(Score(one.Instance, [], 0, count: 1)));
        Assert.Equal(2f, Assert.Single(Score(two.Instance, [], 0, count: 1)));
        var own = Assert.Single(_host.GetLoadReport(two.AssemblyPath).Resolutions, resolution => resolution.Name.StartsWith("PrivateDependency", StringComparison.Ordinal));
        var loadedFrom = Path.GetDirectoryName(_host.GetLoadReport(two.AssemblyPath).LoadedFrom)!;
        Assert.Equal((LoadRule.Private, Path.Combine(loadedFrom, "PrivateDependency.dll")), (own.Rule, own.Path));
    }

    [Fact]
    public void The_load_report_says_where_each_assembly_came_from()
    {
        using var margin = Create("margin");
        Score(margin.Instance, [1f, 0f], 2);
        var report = _host.GetLoadReport(margin.AssemblyPath);
        Assert.Equal((LoadRule.Plugin, report.LoadedFrom), (report.Resolutions[0].Rule, report.Resolutions[0].Path));
        Assert.Contains(report.Resolutions, r => r.Rule == LoadRule.Contract && r.Name.StartsWith("PluginAL.Scoring", StringComparison.Ordinal));
        Assert.Contains(report.Resolutions, r => r.Rule == LoadRule.Framework && r.Name.StartsWith("System.Runtime,", StringComparison.Ordinal));
        Assert.All(report.Resolutions, r => Assert.Null(r.Error));
    }

    [Fact]
    public void A_missing_dependency_is_reported_and_named()
    {
        using var folder = new TemporaryFolder();
        var path = TestPlugins.Copy(TestPlugins.Hostile, "UsesDependency.V1", folder.Path);
        File.Delete(Path.Combine(Path.GetDirectoryName(path)!, "PrivateDependency.dll"));
        using var strategy = Create(path);
        var error = Assert.Throws<PluginALException>(() => strategy.Call("Score", s => Score(s, [], 0, count: 1)));
        Assert.Contains("PrivateDependency", error.Message, StringComparison.Ordinal);
        Assert.Contains(_host.GetLoadReport(path).Resolutions, r => r is { Rule: LoadRule.Missing, Error: not null } && r.Name.StartsWith("PrivateDependency", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plugin_by_path_works_as_one_in_the_directory()
    {
        using var folder = new TemporaryFolder();
        var path = TestPlugins.Copy(TestPlugins.Hostile, "HostilePlugins", folder.Path);
        using var byPath = Create($"{path}#takes-options:beta=3");
        Assert.Equal("takes-options:beta=3", byPath.Label);
        Assert.Equal([3f], Score(byPath.Instance, [], 0, count: 1));
        using var byName = Create("takes-options");
        Assert.NotEqual(byName.AssemblyPath, byPath.AssemblyPath);
        Assert.Contains("name one, as in", Assert.Throws<PluginALException>(() => Create(path)).Message, StringComparison.Ordinal);
        Assert.Contains("holds no strategy 'margin'", Assert.Throws<PluginALException>(() => Create($"{path}#margin")).Message, StringComparison.Ordinal);
        Assert.Contains("holds no learner", Assert.Throws<PluginALException>(
            () => _host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_with_no_plugin_is_an_error_in_the_input()
    {
        var missing = Assert.Throws<PluginALException>(() => Create("./nowhere/My.dll"));
        Assert.Equal(ErrorKind.Input, missing.Kind);
        Assert.Contains(Path.GetFullPath("./nowhere/My.dll"), missing.Message, StringComparison.Ordinal);
        var host = Assert.Throws<PluginALException>(() => Create(typeof(PluginHost).Assembly.Location));
        Assert.Equal(ErrorKind.Input, host.Kind);
        Assert.Contains("not a plugin assembly", host.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_rebuilt_is_read_again_before_it_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var path = TestPlugins.Copy(TestPlugins.Hostile, "UsesDependency.V1", folder.Path);
        using var host = new PluginHost(TestPlugins.TrustAll, folder.Path);
        TestPlugins.SetReferenceVersion(path, "PluginAL.Abstractions", 0, 2);
        var error = Assert.Throws<PluginALException>(() => host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("dependency-v1")));
        Assert.Contains("0.2", error.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Refused, Assert.Single(host.Plugins).State);
    }

    [Fact]
    public void Unloads_what_nobody_holds_and_loads_it_again()
    {
        var path = UseOnce("margin");
        Assert.Equal(PluginState.Unloaded, _host.Unload(path));
        Assert.Equal(PluginState.Unloaded, Info("margin").State);
        Assert.Equal(PluginState.Unloaded, _host.Unload(path));
        Assert.Equal(path, UseOnce("margin"));
        Assert.Equal(PluginState.Loaded, Info("margin").State);
    }

    [Fact]
    public void Loads_and_unloads_a_hundred_times()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(PluginState.Unloaded, _host.Unload(UseOnce(i % 2 == 0 ? "margin" : "dependency-v1")));
        }
    }

    [Fact]
    public void Says_leaked_when_somebody_holds_the_instance()
    {
        var (path, instance) = Keep("takes-options");
        Assert.Equal(PluginState.Leaked, _host.Unload(path));
        Assert.Equal(PluginState.Leaked, Info("takes-options").State);
        Assert.NotNull(Info("takes-options").Reason);
        GC.KeepAlive(instance);
    }

    [Fact]
    public void Unloading_takes_handles_back_even_where_they_are_kept()
    {
        var handle = Create("random");
        Assert.False(handle.Unloading.IsCancellationRequested);
        Assert.Equal(PluginState.Unloaded, _host.Unload(handle.AssemblyPath));
        Assert.True(handle.Unloading.IsCancellationRequested);
        Assert.Throws<ObjectDisposedException>(() => handle.Instance);
        Assert.Equal("random", handle.Name);
    }

    [Fact]
    public async Task Unloading_waits_for_a_call_and_refuses_new_ones()
    {
        var handle = Create("margin");
        using var started = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var call = Task.Run(() => handle.Call("Select", _ =>
        {
            started.Set();
            mayEnd.Wait();
            return 300;
        }));
        started.Wait();
        var unloading = Task.Run(() => _host.Unload(handle.AssemblyPath));
        while (!handle.Unloading.IsCancellationRequested)
        {
            await Task.Delay(1);
        }

        Assert.Equal(PluginState.Draining, Info("margin").State);
        Assert.Equal(PluginState.Draining, _host.Unload(handle.AssemblyPath));
        Assert.Equal(ErrorKind.Work, Assert.Throws<PluginALException>(() => handle.Call("Select", _ => 1)).Kind);
        Assert.Equal(ErrorKind.Work, Assert.Throws<PluginALException>(() => Create("margin")).Kind);
        mayEnd.Set();
        Assert.Equal(300, await call);
        Assert.Equal(PluginState.Unloaded, await unloading);
    }

    [Fact]
    public void What_Dispose_throws_ends_in_the_load_report()
    {
        var handle = Create("throws-in-dispose");
        handle.Dispose();
        handle.Dispose();
        Assert.Contains("clinging on", Assert.Single(_host.GetLoadReport(handle.AssemblyPath).Warnings), StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => handle.Instance);
    }

    [Fact]
    public void Gives_the_schema_of_options_without_making_the_plugin() =>
        Assert.Contains("beta", _host.GetOptionsSchema(PluginKind.Strategy, PluginReference.Parse("takes-options")), StringComparison.Ordinal);

    [Fact]
    public void After_dispose_nothing_is_made()
    {
        var handle = Create("margin");
        _host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => handle.Instance);
        Assert.Throws<ObjectDisposedException>(() => Create("margin"));
    }

    private static float[] Score(IQueryStrategy strategy, float[] probabilities, int classes, int? count = null)
    {
        var scores = new float[count ?? (probabilities.Length / classes)];
        var block = new SignalBlock { Count = scores.Length, Probabilities = probabilities, ClassCount = classes };
        ((IPointwiseStrategy)strategy).Score(block, new RandomSource(1, "test"), scores);
        return scores;
    }

    private PluginInstance<IQueryStrategy> Create(string reference) =>
        _host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(reference));

    private PluginInfo Info(string name) => _host.Plugins.Single(plugin => plugin.Name == name && plugin.AssemblyPath.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal));

    // Frames of their own, so that no local of a test keeps the plugin alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string UseOnce(string name)
    {
        using var strategy = Create(name);
        Score(strategy.Instance, [0.5f, 0.5f], 2);
        return strategy.AssemblyPath;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (string Path, IQueryStrategy Instance) Keep(string name)
    {
        var strategy = Create(name);
        return (strategy.AssemblyPath, strategy.Instance);
    }
}
