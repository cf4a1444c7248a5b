using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Strategies;

/// <summary>A selection over a <see cref="LinearPool"/>. Training is free of charge: it gives a model of random weights.</summary>
internal sealed class LinearPoolContext(LinearPool pool, Signals needs) : QueryContext
{
    private const int BlockRows = 1024;
    private static readonly long[] Known = [.. Enumerable.Range(0, 200).Select(i => (long)i * 37)];

    private int _fits;

    public override int Round => 1;

    public override LearningTask Task => LearningTask.Classification;

    public override IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, LinearPool.C).Select(c => $"{c}")];

    public override RowSet Candidates { get; } = RowSet.AllExcept(pool.RowCount, Known);

    public override IReadOnlyList<long> LabelledRows => Known;

    public override IReadOnlyList<Label> Labels { get; } = [.. Known.Select((_, i) => new ClassLabel(i % LinearPool.C))];

    public override IModel? Model => pool.Model;

    public override FeatureMatrix? Features => pool;

    public override RandomSource Random { get; } = new(1, "select", 1);

    public override IPluginLog Log { get; } = new ConsoleLog();

    public override CancellationToken Cancellation => default;

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count)
    {
        var merged = new TopK(count);
        Parallel.For(0, (int)((pool.RowCount + BlockRows - 1) / BlockRows), () => (Top: new TopK(count), Scores: new float[BlockRows], Reader: new Reader(pool, needs)), (block, _, own) =>
        {
            var signals = own.Reader.Read(block * (long)BlockRows, BlockRows);
            strategy.Score(signals, Random, own.Scores.AsSpan(0, signals.Count));
            own.Top.Add(own.Scores.AsSpan(0, signals.Count), signals.FirstRow, Known);
            return own;
        }, own =>
        {
            lock (merged)
            {
                merged.Merge(own.Top);
            }
        });
        return [.. merged.ToArray().Select(row => new SelectedRow(row.Row, row.Score))];
    }

    public override void ForEachBlock(SignalVisitor visitor)
    {
        var (reader, rows, count) = (new Reader(pool, needs), new long[BlockRows], 0);
        foreach (var row in Candidates.Rows())
        {
            rows[count++] = row;
            if (count == BlockRows)
            {
                visitor(reader.Gather(rows));
                count = 0;
            }
        }

        if (count > 0)
        {
            visitor(reader.Gather(rows.AsSpan(0, count)));
        }
    }

    public override void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        var reader = new Reader(pool, needs);
        for (; !rows.IsEmpty; rows = rows[Math.Min(BlockRows, rows.Length)..])
        {
            visitor(reader.Gather(rows[..Math.Min(BlockRows, rows.Length)]));
        }
    }

    public override IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels) => new LinearPool.LinearModel(Random.For($"fit {_fits++}"));

    public override IReadOnlyList<SelectedRow> Select(string strategy, RowSet candidates, int count) =>
        [.. new LinearPoolContext(pool, Signals.Probabilities).Best((IPointwiseStrategy)StrategyTimes.Create(strategy).Instance, count + (int)(pool.RowCount - candidates.Count))
            .Where(row => candidates.Contains(row.Row)).Take(count)];

    public override void Score(string strategy, ReadOnlySpan<long> rows, Span<float> scores)
    {
        var pointwise = (IPointwiseStrategy)StrategyTimes.Create(strategy).Instance;
        var reader = new Reader(pool, Signals.Probabilities);
        for (var done = 0; done < rows.Length; done += BlockRows)
        {
            var part = rows[done..Math.Min(rows.Length, done + BlockRows)];
            pointwise.Score(reader.Gather(part), Random, scores.Slice(done, part.Length));
        }
    }

    private sealed class ConsoleLog : IPluginLog
    {
        public void Information(string message) => Console.Error.WriteLine("  " + message);

        public void Warning(string message) => Console.Error.WriteLine("  " + message);
    }

    private sealed class Reader(LinearPool pool, Signals needs)
    {
        private readonly float[] _features = new float[BlockRows * LinearPool.D];
        private readonly float[] _probabilities = new float[BlockRows * LinearPool.C];
        private readonly float[] _member = new float[BlockRows * LinearPool.C];
        private readonly float[] _members = new float[BlockRows * LinearPool.M * LinearPool.C];

        public SignalBlock Read(long first, int most)
        {
            var features = pool.Block(first, most);
            return Complete(features, default) with { FirstRow = first };
        }

        public SignalBlock Gather(ReadOnlySpan<long> rows)
        {
            for (var i = 0; i < rows.Length;)
            {
                var run = 1;
                while (i + run < rows.Length && rows[i + run] == rows[i] + run)
                {
                    run++;
                }

                pool.Block(rows[i], run).Values.CopyTo(_features.AsSpan(i * LinearPool.D));
                i += run;
            }

            return Complete(FeatureBlock.Dense(_features.AsSpan(0, rows.Length * LinearPool.D), rows.Length, LinearPool.D), rows);
        }

        private SignalBlock Complete(FeatureBlock features, ReadOnlySpan<long> rows)
        {
            var (n, c) = (features.Count, LinearPool.C);
            if (needs.HasFlag(Signals.Probabilities))
            {
                pool.Model.PredictProbabilities(features, _probabilities.AsSpan(0, n * c));
            }

            if (needs.HasFlag(Signals.Members))
            {
                for (var m = 0; m < LinearPool.M; m++)
                {
                    pool.Members[m].PredictProbabilities(features, _member.AsSpan(0, n * c));
                    for (var i = 0; i < n; i++)
                    {
                        _member.AsSpan(i * c, c).CopyTo(_members.AsSpan(((i * LinearPool.M) + m) * c));
                    }
                }
            }

            return new SignalBlock
            {
                Count = n,
                Rows = rows,
                ClassCount = c,
                Probabilities = needs.HasFlag(Signals.Probabilities) ? _probabilities.AsSpan(0, n * c) : default,
                MemberCount = needs.HasFlag(Signals.Members) ? LinearPool.M : 0,
                Members = needs.HasFlag(Signals.Members) ? _members.AsSpan(0, n * LinearPool.M * c) : default,
                EmbeddingWidth = needs.HasFlag(Signals.Embeddings) ? LinearPool.D : 0,
                Embeddings = needs.HasFlag(Signals.Embeddings) ? features.Values : default,
                Features = needs.HasFlag(Signals.Features) ? features : default,
            };
        }
    }
}
