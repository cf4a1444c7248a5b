using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

public sealed class SampleTests
{
    private static readonly string AssemblyPath = TestPlugins.AssemblyPath(TestPlugins.Samples, "TemperedMargin");

    [Fact]
    public void The_sample_strategy_loads_by_path_scores_and_unloads()
    {
        using var host = new PluginHost();
        Use(host, $"{AssemblyPath}:temperature=1", [1 - (0.7f - 0.2f), 1f]);

        // √0.7, √0.2, √0.1 over their sum.
        var (a, b, c) = (Math.Sqrt(0.7), Math.Sqrt(0.2), Math.Sqrt(0.1));
        Use(host, AssemblyPath, [(float)(1 - ((a - b) / (a + b + c))), 1f]);
        Assert.Equal(PluginState.Unloaded, host.Unload(AssemblyPath));
    }

    [Fact]
    public void The_sample_ships_no_contract_and_checks_its_options()
    {
        using var host = new PluginHost(TestPlugins.Samples);
        var info = Assert.Single(host.Plugins);
        Assert.Equal((PluginState.Discovered, "tempered-margin", "1.0.0"), (info.State, info.Name, info.Version));
        Assert.Empty(info.Warnings);
        var error = Assert.Throws<PluginALException>(() => host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("tempered-margin:temperature=0")));
        Assert.Equal(ErrorKind.Usage, error.Kind);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(PluginHost host, string reference, float[] expected)
    {
        using var strategy = host.Create<IPointwiseStrategy>(PluginKind.Strategy, PluginReference.Parse(reference));
        var scores = new float[2];
        strategy.Instance.Score(
            new SignalBlock { Count = 2, ClassCount = 3, Probabilities = [0.7f, 0.2f, 0.1f, 0.4f, 0.2f, 0.4f] }, new RandomSource(1, "test"), scores);
        Assert.Equal(expected[0], scores[0], 1e-6);
        Assert.Equal(expected[1], scores[1], 1e-6);
    }
}
