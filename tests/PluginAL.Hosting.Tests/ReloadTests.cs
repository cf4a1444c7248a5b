using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly PluginHost _host;

    public ReloadTests()
    {
        _path = TestPlugins.Copy(TestPlugins.Hostile, "UsesDependency.V1", _folder.Path);
        _host = new PluginHost(TestPlugins.TrustAll with { CacheFolder = Path.Combine(_folder.Path, "cache"), DrainPatience = TimeSpan.FromMilliseconds(200) });
    }

    private string Dependency => Path.Combine(Path.GetDirectoryName(_path)!, "PrivateDependency.dll");

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_new_version_takes_over_and_the_old_one_is_proven_to_be_gone()
    {
        var kept = UseOnce(expected: 1);
        File.Copy(TestPlugins.AssemblyPath(TestPlugins.Hostile, "UsesDependency.V2").Replace("UsesDependency.V2.dll", "PrivateDependency.dll", StringComparison.Ordinal), Dependency, overwrite: true);
        var result = _host.Reload(_path);
        Assert.Equal((true, PluginState.Unloaded), (result.IsReloaded, result.Previous));
        Assert.Throws<ObjectDisposedException>(() => kept.Instance);
        Assert.True(kept.Unloading.IsCancellationRequested);
        UseOnce(expected: 2);
        Assert.Equal([PluginState.Loaded, PluginState.Loaded, PluginState.Unloaded], _host.Events.Select(item => item.State));
        Assert.Contains("reloaded as version", _host.Events[1].Outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("same", "no file changed")]
    [InlineData("garbage", "not a .NET assembly")]
    [InlineData("newer", "built against PluginAL.Abstractions 0.9, and this host has 0.1")]
    [InlineData("gone", "There is no plugin at")]
    [InlineData("registration", "its registration does not list strategy 'dependency-v1'")]
    [InlineData("throws", "no list today")]
    public void Whatever_fails_the_old_version_goes_on(string how, string reason)
    {
        var kept = UseOnce(expected: 1);
        switch (how)
        {
            case "garbage":
                File.WriteAllText(_path, "garbage");
                break;
            case "newer":
                TestPlugins.SetReferenceVersion(_path, "PluginAL.Abstractions", 0, 9);
                break;
            case "gone":
                File.Delete(_path);
                break;
            case "registration":
                File.Copy(TestPlugins.AssemblyPath(TestPlugins.Hostile, "UsesDependency.V2"), _path, overwrite: true);
                break;
            case "throws":
                File.Copy(TestPlugins.AssemblyPath(TestPlugins.Hostile, "ThrowingRegistration"), _path, overwrite: true);
                break;
        }

        var result = _host.Reload(_path);
        Assert.Equal((false, PluginState.Loaded), (result.IsReloaded, result.Previous));
        Assert.Contains(reason, result.Outcome, StringComparison.Ordinal);
        Assert.Equal(1f, Score(kept));
        Assert.Equal(PluginState.Loaded, _host.Plugins[0].State);
    }

    [Fact]
    public void Events_come_in_order_one_at_a_time_also_when_a_listener_uses_the_host()
    {
        var seen = new List<PluginEvent>();
        var inside = 0;
        _host.Changed += item =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            seen.Add(item);
            Assert.NotEmpty(_host.Plugins);
            if (seen.Count == 1)
            {
                _host.Unload(_path);
            }

            Interlocked.Decrement(ref inside);
        };
        UseOnce(expected: null);
        Assert.Equal([PluginState.Loaded, PluginState.Draining, PluginState.Unloaded], seen.Select(item => item.State));
        Assert.Equal([0L, 1L, 2L], seen.Select(item => item.Number));
        Assert.Equal(seen, _host.Events);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PluginInstance<IQueryStrategy> UseOnce(float? expected)
    {
        var strategy = _host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(_path));
        if (expected is { } value)
        {
            Assert.Equal(value, Score(strategy));
        }

        return strategy;
    }

    private static float Score(PluginInstance<IQueryStrategy> strategy) => strategy.Call("Score", plugin =>
    {
        var scores = new float[1];
        ((IPointwiseStrategy)plugin).Score(new SignalBlock { Count = 1 }, new RandomSource(1, "test"), scores);
        return scores[0];
    });
}
