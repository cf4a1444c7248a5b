using System.Diagnostics;
using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Benchmarks.Strategies;

/// <summary>
/// One selection of 100 rows by each strategy, from 64 features and 10 classes with 200 labels, on all processors. One process for each strategy tells its
/// peak memory: <c>strategies 1000000 k-center</c>.
/// </summary>
internal static class StrategyTimes
{
    private const int Batch = 100;

    private static readonly PluginHost s_host = new(Path.Combine(AppContext.BaseDirectory, "plugins"));

    public static PluginInstance<IQueryStrategy> Create(string name) => s_host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(name));

    public static void Run(int rows, IEnumerable<string> names)
    {
        // Compiled on a pool that takes no time.
        var (warm, pool) = (new LinearPool(8000), new LinearPool(rows));
        foreach (var name in names)
        {
            var needs = Create(name).Needs;
            var error = Console.Error;
            Console.SetError(TextWriter.Null);
            Create(name).Instance.Select(new LinearPoolContext(warm, needs), 10);
            Console.SetError(error);
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            var clock = Clock.Time(() => Create(name).Instance.Select(new LinearPoolContext(pool, needs), Batch));
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} | {clock.Cpu:0.00} | {process.PeakWorkingSet64 / 1e6:0} |"));
        }
    }
}
