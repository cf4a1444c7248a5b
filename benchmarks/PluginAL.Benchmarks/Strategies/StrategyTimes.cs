using System.Diagnostics;
using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Strategies;

namespace PluginAL.Benchmarks.Strategies;

/// <summary>
/// One selection of 100 rows by each strategy, from 64 features and 10 classes with 200 labels, on all processors. One process for each strategy tells its
/// peak memory: <c>strategies 1000000 k-center</c>.
/// </summary>
internal static class StrategyTimes
{
    private const int Batch = 100;

    public static IQueryStrategy Create(string name) =>
        (IQueryStrategy)new StrategiesRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name).Create(null);

    public static void Run(int rows, IEnumerable<string> names)
    {
        // Compiled on a pool that takes no time.
        var (warm, pool) = (new LinearPool(8000), new LinearPool(rows));
        foreach (var name in names)
        {
            var needs = ((StrategyAttribute)new StrategiesRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name).Attribute).Needs;
            var error = Console.Error;
            Console.SetError(TextWriter.Null);
            Create(name).Select(new LinearPoolContext(warm, needs), 10);
            Console.SetError(error);
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            var clock = Clock.Time(() => Create(name).Select(new LinearPoolContext(pool, needs), Batch));
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} | {clock.Cpu:0.00} | {process.PeakWorkingSet64 / 1e6:0} |"));
        }
    }
}
