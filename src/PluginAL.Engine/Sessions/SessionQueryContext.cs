using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Scoring;

namespace PluginAL.Engine.Sessions;

/// <summary>What a session shows to a strategy.</summary>
internal sealed class SessionQueryContext(
    LearningData data, Signals needs, IModel? model, RowSet candidates, IReadOnlyList<long> labelledRows, IReadOnlyList<Label> labels,
    int round, RandomSource random, int threads, bool rehearse, IPluginLog log, CancellationToken cancellation) : QueryContext
{
    public override int Round => round;

    public override LearningTask Task => data.Task;

    public override IReadOnlyList<string> Classes => data.Classes;

    public override RowSet Candidates => candidates;

    public override IReadOnlyList<long> LabelledRows => labelledRows;

    public override IReadOnlyList<Label> Labels => labels;

    public override IModel? Model => model;

    public override FeatureMatrix? Features => needs.HasFlag(Signals.Features) ? data.Features : null;

    public override RandomSource Random => random;

    public override IPluginLog Log => log;

    public override CancellationToken Cancellation => cancellation;

    /// <summary>Seconds that went into signals so far.</summary>
    public double PredictSeconds { get; private set; }

    /// <summary>Seconds that went into compiling what scores, before a session's first selection: no part of a round's time.</summary>
    public double RehearsalSeconds { get; private set; }

    /// <summary>Candidates whose score was not finite, in the last call of <see cref="Best"/>.</summary>
    public long NonFinite { get; private set; }

    /// <summary>The lowest of them, or −1.</summary>
    public long FirstNonFiniteRow { get; private set; } = -1;

    private ModelSignals Source => new(model as IClassifier, data.Features, needs);

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count)
    {
        var before = System.Diagnostics.Stopwatch.GetTimestamp();
        var scores = new PoolScorer(Source, strategy) { Candidates = candidates, Random = random, Threads = threads, Rehearse = rehearse }.Run(count, cancellation);
        RehearsalSeconds += rehearse ? System.Diagnostics.Stopwatch.GetElapsedTime(before).TotalSeconds - scores.Elapsed.TotalSeconds : 0;
        PredictSeconds += scores.PredictSeconds;
        (NonFinite, FirstNonFiniteRow) = (scores.NonFinite, scores.FirstNonFiniteRow);
        return [.. scores.Best.Select(row => new SelectedRow(row.Row, row.Score))];
    }

    public override void ForEachBlock(SignalVisitor visitor)
    {
        var signals = Source;
        var reader = signals.CreateReader();
        var rows = new long[signals.BlockRows];
        var count = 0;
        foreach (var row in candidates.Rows())
        {
            rows[count++] = row;
            if (count == rows.Length)
            {
                Visit(count);
                count = 0;
            }
        }

        if (count > 0)
        {
            Visit(count);
        }

        void Visit(int length)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = System.Diagnostics.Stopwatch.GetTimestamp();
            var block = reader.Gather(rows.AsSpan(0, length));
            PredictSeconds += System.Diagnostics.Stopwatch.GetElapsedTime(before).TotalSeconds;
            visitor(block);
        }
    }
}
