using System.Diagnostics;
using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Engine.Scoring;
using PluginAL.Hosting;

namespace PluginAL.Benchmarks;

/// <summary>What it costs that a strategy is a plugin: calls through the host, contained and counted, on work that is next to nothing.</summary>
internal static class PluginCalls
{
    private const int Rounds = 15;

    public static void Print()
    {
        using var host = new PluginHost(Path.Combine(AppContext.BaseDirectory, "plugins"));
        using var random = host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("random"));
        var pointwise = (IPointwiseStrategy)random.Instance;
        using var source = new CancellationTokenSource();
        const int Blocks = 500_000;
        var own = new Own();
        Line("a block of one row, strategy compiled into the host, called directly", Least(Blocks, () => Direct(own, Blocks)));
        Line("a block of one row, plugin, called directly", Least(Blocks, () => Direct(pointwise, Blocks)));
        Line("a block of one row, strategy compiled into the host, by PoolScorer with clock and top-k", Least(Blocks, () => Scored(own, Blocks)));
        Line("a block of one row, plugin, contained, by PoolScorer with clock and top-k", Least(Blocks, () => Scored(pointwise, Blocks)));
        Line("PluginInstance.Call of nothing, without a time limit", Least(Blocks, () => Called(random, Blocks, CancellationToken.None)));
        const int Watched = 5_000;
        Line("PluginInstance.Call of nothing, watched from another thread", Least(Watched, () => Called(random, Watched, source.Token)));
    }

    private static void Line(string what, double nanoseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nanoseconds,10:F1} ns  {what}"));

    private static double Least(int count, Action work)
    {
        var least = double.PositiveInfinity;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / count);
        }

        return least;
    }

    private static void Direct(IPointwiseStrategy strategy, int blocks)
    {
        Span<float> scores = [0];
        var random = new RandomSource(1, "benchmark");
        for (var i = 0; i < blocks; i++)
        {
            strategy.Score(new SignalBlock { Count = 1, FirstRow = i }, random, scores);
        }
    }

    private static void Scored(IPointwiseStrategy strategy, int blocks) => new PoolScorer(new OneByOne(blocks), strategy).Run(1);

    private static void Called(PluginInstance<IQueryStrategy> strategy, int calls, CancellationToken cancellation)
    {
        for (var i = 0; i < calls; i++)
        {
            strategy.Call("Select", static _ => 0, cancellation);
        }
    }

    /// <summary>As the plugin: a random score.</summary>
    private sealed class Own : IPointwiseStrategy
    {
        public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = (float)random.Uniform(block.Row(i), 0);
            }
        }
    }

    /// <summary>Rows without signals, in blocks of one.</summary>
    private sealed class OneByOne(long rows) : SignalSource
    {
        public override long RowCount => rows;

        public override int ClassCount => 0;

        public override int BlockRows => 1;

        public override SignalReader CreateReader() => new Reader();

        private sealed class Reader : SignalReader
        {
            public override SignalBlock Read(long firstRow, int maxRows) => new() { Count = maxRows, FirstRow = firstRow };

            public override SignalBlock Gather(ReadOnlySpan<long> rows) => new() { Count = rows.Length, Rows = rows };
        }
    }
}
