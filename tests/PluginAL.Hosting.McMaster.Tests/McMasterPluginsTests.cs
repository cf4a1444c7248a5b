using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.McMaster.Tests;

public sealed class McMasterPluginsTests : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "plugins");
    private readonly PluginHost _host = new(Options.WithMcMaster(), Folder);

    private static PluginHostOptions Options { get; } = new()
    {
        Trust = new PluginTrust(TrustMode.Off, new TrustStore(Path.Combine(AppContext.BaseDirectory, "trust.json"))),
        CacheFolder = Path.Combine(AppContext.BaseDirectory, "plugin-cache"),
    };

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Loads_a_plugin_that_shares_the_contracts()
    {
        using var learner = _host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse("logistic"));
        Assert.Equal("PluginAL.Learners.LogisticRegression", learner.Instance.GetType().FullName);
        Assert.Contains(_host.GetLoadReport(learner.AssemblyPath).Warnings, warning => warning.Contains("McMaster", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_plugin_gets_its_own_version_of_a_dependency()
    {
        Assert.Equal(1, Version("dependency-v1"));
        Assert.Equal(2, Version("dependency-v2"));
    }

    [Fact]
    public void Unloads_and_loads_again()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(PluginState.Unloaded, _host.Unload(UseOnce("dependency-v1")));
        }
    }

    [Fact]
    public void Refuses_hot_reload()
    {
        using var host = new PluginHost(Options.WithMcMaster(config => config.EnableHotReload = true), Folder);
        var error = Assert.Throws<PluginALException>(() => host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse("logistic")));
        Assert.Contains("EnableHotReload", error.Message, StringComparison.Ordinal);
    }

    private float Version(string name)
    {
        using var strategy = _host.Create<IPointwiseStrategy>(PluginKind.Strategy, PluginReference.Parse(name));
        var scores = new float[1];
        strategy.Instance.Score(new SignalBlock { Count = 1 }, new RandomSource(1, "test"), scores);
        return scores[0];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string UseOnce(string name)
    {
        using var strategy = _host.Create<IPointwiseStrategy>(PluginKind.Strategy, PluginReference.Parse(name));
        return strategy.AssemblyPath;
    }
}
