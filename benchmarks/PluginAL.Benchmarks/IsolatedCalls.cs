using System.Diagnostics;
using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Engine.Scoring;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Benchmarks;

/// <summary>What it costs that a pointwise strategy runs in a process of its own: a mapped column of probabilities, 1M × 10, scored by the same plugin here and there.</summary>
internal static class IsolatedCalls
{
    private const int Rows = 1_000_000;
    private const int Classes = 10;
    private const int Rounds = 40;

    public static void Print()
    {
        var folder = Directory.CreateTempSubdirectory("pluginal-benchmark-");
        try
        {
            var path = Path.Combine(folder.FullName, "probabilities.npy");
            Write(path);
            using var column = NpyColumn<float>.Open(path);
            var plugins = Path.Combine(AppContext.BaseDirectory, "plugins");
            using var here = new PluginHost(plugins);
            using var there = new PluginHost(new PluginHostOptions { Isolation = PluginIsolation.All }, plugins);
            using var inProcess = here.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("margin"));
            var start = Stopwatch.GetTimestamp();
            using var isolated = there.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("margin"));
            Line("start of the process, with the plugin made", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var signals = new ProbabilitySignals(column, normalise: false);
            foreach (var threads in (ReadOnlySpan<int>)[1, 2])
            {
                var (a, b) = Times(threads, signals, (IPointwiseStrategy)inProcess.Instance, (IPointwiseStrategy)isolated.Instance);
                Line($"margin of 1M x 10, top 1000, in process, block by block, {threads} thread(s): median", a);
                Line($"margin of 1M x 10, top 1000, isolated, {threads} thread(s): median", b);
                Line($"difference beyond 5 %, {threads} thread(s)", b - (1.05 * a));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Line(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,10:F2} ms  {what}"));

    /// <summary>One after the other in turn, so that both have the same share of what else the machine does.</summary>
    private static (double Here, double There) Times(int threads, SignalSource signals, IPointwiseStrategy here, IPointwiseStrategy there)
    {
        var (a, b) = (new double[Rounds], new double[Rounds]);
        for (var round = -10; round < Rounds; round++)
        {
            var (first, second) = (Time(here), Time(there));
            if (round >= 0)
            {
                (a[round], b[round]) = (first, second);
            }
        }

        Array.Sort(a);
        Array.Sort(b);
        return (a[Rounds / 2], b[Rounds / 2]);

        double Time(IPointwiseStrategy strategy)
        {
            var start = Stopwatch.GetTimestamp();
            new PoolScorer(signals, strategy) { Fuse = false, Threads = threads }.Run(1000);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private static void Write(string path)
    {
        using var writer = NpyWriter<float>.Create(path, Classes);
        var random = new Random(1);
        var row = new float[Classes];
        for (var i = 0; i < Rows; i++)
        {
            var sum = 0f;
            foreach (ref var value in row.AsSpan())
            {
                sum += value = random.NextSingle();
            }

            foreach (ref var value in row.AsSpan())
            {
                value /= sum;
            }

            writer.Write(row);
        }

        writer.Complete();
    }
}
