using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Scoring;

namespace PluginAL.Engine.Sessions;

/// <summary>What a session shows to one strategy, outermost or inner.</summary>
internal sealed class SessionQueryContext(Selection selection, StrategyNode node, RowSet candidates, RandomSource random) : QueryContext
{
    private readonly Dictionary<string, SessionQueryContext> _scored = [];
    private SignalSource? _signals;
    private SignalReader? _reader;

    public override int Round => selection.Round;

    public override LearningTask Task => selection.Data.Task;

    public override IReadOnlyList<string> Classes => selection.Data.Classes;

    public override RowSet Candidates => candidates;

    public override IReadOnlyList<long> LabelledRows => selection.LabelledRows;

    public override IReadOnlyList<Label> Labels => selection.Labels;

    public override IReadOnlyList<PastSelection> History => selection.History;

    public override IModel? Model => selection.Model;

    public override FeatureMatrix? Features => node.Plugin.Needs.HasFlag(Signals.Features) ? selection.Data.Features : null;

    public override RandomSource Random => random;

    public override IPluginLog Log { get; } = node.Plugin.LogTo(selection.Log);

    public override CancellationToken Cancellation => selection.Cancellation;

    /// <summary>Candidates whose score was not finite, in the last call of <see cref="Best"/>.</summary>
    public long NonFinite { get; private set; }

    /// <summary>The lowest of them, or −1.</summary>
    public long FirstNonFiniteRow { get; private set; } = -1;

    private SignalSource Source
    {
        get
        {
            var before = Stopwatch.GetTimestamp();
            _signals ??= selection.Signals(node.Plugin.Needs);
            selection.PredictSeconds += Stopwatch.GetElapsedTime(before).TotalSeconds;
            return _signals;
        }
    }

    public override double Cost(long row) => selection.Data.Cost(row) ?? selection.LearnedCost.Estimate(row);

    public override IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels) => selection.Fit(rows, labels);

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count)
    {
        var source = Source;
        var before = Stopwatch.GetTimestamp();
        var scores = new PoolScorer(source, strategy)
        {
            Candidates = candidates,
            Random = random,
            Threads = selection.Threads,
            Rehearse = selection.Rehearse,
        }.Run(count, Cancellation);
        selection.RehearsalSeconds += selection.Rehearse ? Stopwatch.GetElapsedTime(before).TotalSeconds - scores.Elapsed.TotalSeconds : 0;
        selection.PredictSeconds += scores.PredictSeconds;
        (NonFinite, FirstNonFiniteRow) = (scores.NonFinite, scores.FirstNonFiniteRow);
        return [.. scores.Best.Select(row => new SelectedRow(row.Row, row.Score))];
    }

    public override void ForEachBlock(SignalVisitor visitor)
    {
        var source = Source;
        var reader = source.CreateReader();
        var rows = new long[source.BlockRows];
        var count = 0;
        foreach (var row in candidates.Rows())
        {
            rows[count++] = row;
            if (count == rows.Length)
            {
                Visit(reader, rows, visitor);
                count = 0;
            }
        }

        Visit(reader, rows.AsSpan(0, count), visitor);
    }

    public override void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        RequireAscending(rows);
        var source = Source;
        var reader = source.CreateReader();
        for (; !rows.IsEmpty; rows = rows[Math.Min(source.BlockRows, rows.Length)..])
        {
            Visit(reader, rows[..Math.Min(source.BlockRows, rows.Length)], visitor);
        }
    }

    public override IReadOnlyList<SelectedRow> Select(string strategy, RowSet among, int count)
    {
        ArgumentNullException.ThrowIfNull(among);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, among.Count);
        var inner = node.Inner(strategy);
        if (IsBlind(inner))
        {
            return RandomDraw.Draw(among, count, random.For(strategy));
        }

        var context = new SessionQueryContext(selection, inner, among, random.For(strategy));
        var rows = inner.Plugin.Call("Select", plugin => plugin.Select(context, count) is { } chosen ? PluginLists.Copy(chosen, count + 1) : null, Cancellation);
        SelectionCheck.Require(inner.Plugin.ToString(), rows, among, count, context.NonFinite, context.FirstNonFiniteRow);
        if (rows!.Length == count)
        {
            return rows;
        }

        // Scores that were not finite: as many rows as were promised, the rest at random.
        Log.Warning(
            $"Round {Round}: {context.NonFinite} scores of '{inner.Plugin.Name}' are not finite (first at row {context.FirstNonFiniteRow}); {count - rows.Length} rows were drawn at random instead.");
        var chosen = rows.Select(row => row.Row).ToHashSet();
        var rest = RowSet.Only(among.PoolRowCount, [.. among.Rows().Where(row => !chosen.Contains(row))]);
        return [.. rows, .. RandomDraw.Draw(rest, count - rows.Length, random.For(strategy).For("rest"))];
    }

    public override void Score(string strategy, ReadOnlySpan<long> rows, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, rows.Length);
        RequireAscending(rows);
        var inner = node.Inner(strategy);
        var share = random.For(strategy);
        if (IsBlind(inner))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                scores[i] = (float)share.Uniform(rows[i]);
            }

            return;
        }

        if (inner.Plugin.Instance is not IPointwiseStrategy pointwise)
        {
            throw PluginALException.Usage(
                $"Strategy '{node.Plugin.Name}' needs the scores of '{inner.Plugin.Name}', which has no score for a row by itself; name a strategy there that scores rows one by one, such as margin.");
        }

        // Kept, since strategies score a large pool part by part.
        if (!_scored.TryGetValue(strategy, out var context))
        {
            context = _scored[strategy] = new SessionQueryContext(selection, inner, candidates, share);
        }

        var source = context.Source;
        var reader = context._reader ??= source.CreateReader();
        for (var done = 0; done < rows.Length;)
        {
            Cancellation.ThrowIfCancellationRequested();
            var block = context.Read(reader, rows.Slice(done, Math.Min(source.BlockRows, rows.Length - done)));
            try
            {
                pointwise.Score(block, share, scores.Slice(done, block.Count));
            }
            catch (Exception exception)
            {
                throw inner.Plugin.Failure("Score", exception);
            }

            done += block.Count;
        }
    }

    /// <summary>Whether a cold start leaves a strategy nothing to go by.</summary>
    private bool IsBlind(StrategyNode inner) => selection.IsCold && inner.Plugin.ColdStart == ColdStartPolicy.Random;

    private static void RequireAscending(ReadOnlySpan<long> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] <= rows[i - 1])
            {
                throw new ArgumentException($"Row {rows[i]} follows {rows[i - 1]}: rows ascend, each once.", nameof(rows));
            }
        }
    }

    private void Visit(SignalReader reader, ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        while (!rows.IsEmpty)
        {
            Cancellation.ThrowIfCancellationRequested();
            var block = Read(reader, rows);
            visitor(block);
            rows = rows[block.Count..];
        }
    }

    /// <summary>The first of some rows, or all of them: consecutive ones as they lie.</summary>
    private SignalBlock Read(SignalReader reader, ReadOnlySpan<long> rows)
    {
        var before = Stopwatch.GetTimestamp();
        var block = rows[^1] - rows[0] == rows.Length - 1 ? reader.Read(rows[0], rows.Length) : reader.Gather(rows);
        selection.PredictSeconds += Stopwatch.GetElapsedTime(before).TotalSeconds;
        return block;
    }
}
