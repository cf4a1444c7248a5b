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
            var (a, b) = ((IPointwiseStrategy)inProcess.Instance, (IPointwiseStrategy)isolated.Instance);
            var scores = new float[Rows];
            Compare("Score of 1M x 10 by margin", () => Score(a, column, 8192, scores), () => Score(b, column, Rows, scores));
            Compare("PoolScorer over 1M x 10 by margin, checked, top 1000", () => Run(a), () => Run(b));

            void Run(IPointwiseStrategy strategy) => new PoolScorer(signals, strategy) { Fuse = false }.Run(1000);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Line(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,10:F2} ms  {what}"));

    private static void Score(IPointwiseStrategy strategy, NpyColumn<float> column, int rows, float[] scores)
    {
        var random = new RandomSource(1, "benchmark");
        for (var first = 0; first < Rows; first += rows)
        {
            var count = Math.Min(rows, Rows - first);
            strategy.Score(
                new SignalBlock { Count = count, FirstRow = first, ClassCount = Classes, Probabilities = column.Rows(first, count) }, random, scores.AsSpan(first, count));
        }
    }

    /// <summary>One after the other in turn, so that both have the same share of what else the machine does.</summary>
    private static void Compare(string what, Action here, Action there)
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
        foreach (var (name, at) in (ReadOnlySpan<(string, int)>)[("least", 0), ("median", Rounds / 2)])
        {
            Line($"{what}, in process, {name}", a[at]);
            Line($"{what}, isolated, {name}", b[at]);
            Line("beyond 5 %", b[at] - (1.05 * a[at]));
        }

        static double Time(Action work)
        {
            var start = Stopwatch.GetTimestamp();
            work();
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
