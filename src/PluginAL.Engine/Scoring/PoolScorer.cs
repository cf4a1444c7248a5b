using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// Scores the candidates of a pool with a pointwise strategy and keeps the best: block by block, on any number of threads,
/// with the same result for each number. A session's selection and the tool's <c>score</c> are both this.
/// </summary>
public sealed class PoolScorer
{
    /// <summary>Blocks that a thread takes at a time.</summary>
    private const int BlocksPerChunk = 8;

    /// <summary>The same where a measure is computed straight from the signals and a block is soon done.</summary>
    private const int MeasureBlocksPerChunk = 32;

    /// <summary>Rows of a block for a strategy in another process: many, because each call has its price, and few enough to stay in a cache.</summary>
    private const int RemoteBlockRows = 1 << 16;

    private const int RemoteBlockValues = 1 << 24;

    private const int RehearsalRows = 256;
    private const int RehearsalBest = 64;

    private readonly SignalSource _source;
    private readonly IPointwiseStrategy _strategy;
    private readonly UncertaintyMeasure? _measure;
    private readonly CommitteeMeasure? _committeeMeasure;

    /// <summary>A scorer.</summary>
    /// <param name="source">The signals.</param>
    /// <param name="strategy">What turns them into scores.</param>
    public PoolScorer(SignalSource source, IPointwiseStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(strategy);
        _source = source;
        _strategy = strategy;
        _measure = Measures.Of(strategy);
        _committeeMeasure = Measures.OfCommittee(strategy);
    }

    /// <summary>A score for every row that is scored, handed out as it is made, from several threads and in any order.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="scores">The scores of that row and those that follow.</param>
    public delegate void ScoreSink(long firstRow, ReadOnlySpan<float> scores);

    /// <summary>The rows to score; null: all of them.</summary>
    public RowSet? Candidates { get; init; }

    /// <summary>The first row of the range to score.</summary>
    public long FirstRow { get; init; }

    /// <summary>The row after the last of the range; −1: the end of the pool.</summary>
    public long EndRow { get; init; } = -1;

    /// <summary>The strategy's randomness.</summary>
    public RandomSource Random { get; init; } = new(0, "select");

    /// <summary>The number of threads, at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Takes all scores of the range, also those of rows that are no candidates; null: only the best are kept.</summary>
    public ScoreSink? Sink { get; init; }

    /// <summary>
    /// Whether a few rows are scored and forgotten before the clock starts, so that <see cref="PoolScores.Elapsed"/> is what a process
    /// takes whose code is compiled already.
    /// </summary>
    /// <value>False.</value>
    public bool Rehearse { get; init; }

    /// <summary>
    /// Whether a strategy that is a well-known measure (<see cref="IMeasureStrategy"/>) may be computed together with what comes
    /// before it. The bits are the same either way; the time is then counted as that of signals.
    /// </summary>
    /// <value>True.</value>
    public bool Fuse { get; init; } = true;

    /// <summary>Called with the number of rows done, now and then, from any thread.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Scores and keeps the best.</summary>
    /// <param name="count">How many to keep, at least 1.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>The best, and what was counted on the way.</returns>
    public PoolScores Run(int count, CancellationToken cancellation = default)
    {
        var end = EndRow < 0 ? _source.RowCount : EndRow;
        var isList = Candidates is { IsList: true };
        var listed = isList ? Range(Candidates!.Listed, FirstRow, end) : default;
        var rows = isList ? Candidates!.Listed.ToArray().AsMemory(listed.Start, listed.Length) : default(ReadOnlyMemory<long>?);
        var excluded = isList || Candidates is null ? [] : Candidates.Excluded.ToArray();

        // Without a sink only the listed rows are read.
        var gather = isList && Sink is null;
        var (from, to) = gather ? (0L, listed.Length) : (FirstRow, end);

        var first = CreateMeasureReader();
        var chunkRows = first is null ? (long)BlockRows * (_strategy is IRemotePointwise ? 1 : BlocksPerChunk) : (long)_source.MeasureBlockRows * MeasureBlocksPerChunk;
        var threads = (int)Math.Clamp((to - from + chunkRows - 1) / chunkRows, 1, Threads);
        var workers = new Worker[threads];
        var next = from;
        long done = 0, failedChunk = long.MaxValue;
        Exception? failure = null;
        var gate = new Lock();
        if (Rehearse)
        {
            RunRehearsal(first, from, to, excluded, rows, gather);
        }

        var watch = Stopwatch.StartNew();

        void Work(int index)
        {
            var measured = index == 0 || first is null ? first : CreateMeasureReader();
            var worker = workers[index] = new Worker(this, measured, new TopK(count), Sink, excluded, rows, gather);
            while (!cancellation.IsCancellationRequested)
            {
                var start = Interlocked.Add(ref next, chunkRows) - chunkRows;
                if (start >= to || start > Volatile.Read(ref failedChunk))
                {
                    return;
                }

                try
                {
                    worker.Chunk(start, Math.Min(start + chunkRows, to));
                }
                catch (Exception exception)
                {
                    // Chunks are given out in ascending order, so the failure of the lowest one is found by any number of threads.
                    lock (gate)
                    {
                        if (start < failedChunk)
                        {
                            (failedChunk, failure) = (start, exception);
                        }
                    }

                    return;
                }

                Progress?.Invoke(Interlocked.Add(ref done, Math.Min(chunkRows, to - start)));
            }
        }

        if (threads == 1)
        {
            Work(0);
        }
        else
        {
            var pool = new Thread[threads - 1];
            for (var i = 0; i < pool.Length; i++)
            {
                var index = i + 1;
                pool[i] = new Thread(() => Work(index)) { IsBackground = true, Name = $"score {index}" };
                pool[i].Start();
            }

            Work(0);
            foreach (var thread in pool)
            {
                thread.Join();
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        cancellation.ThrowIfCancellationRequested();
        var best = workers[0].Best;
        for (var i = 1; i < threads; i++)
        {
            best.Merge(workers[i].Best);
        }

        watch.Stop();
        return new PoolScores(
            best.ToArray(),
            workers.Sum(worker => worker.ScoredRows),
            best.NonFiniteCount,
            best.FirstNonFiniteRow,
            watch.Elapsed,
            workers.Sum(worker => worker.PredictTicks) / (double)Stopwatch.Frequency,
            workers.Sum(worker => worker.SelectTicks) / (double)Stopwatch.Frequency);
    }

    private int BlockRows => _strategy is IRemotePointwise
        ? Math.Max(_source.BlockRows, Math.Min(RemoteBlockRows, RemoteBlockValues / Math.Max(1, _source.ClassCount * Math.Max(1, _source.MemberCount))))
        : _source.BlockRows;

    private MeasureReader? CreateMeasureReader() =>
        !Fuse ? null
        : _measure is { } measure ? _source.CreateMeasureReader(measure)
        : _committeeMeasure is { } committee ? _source.CreateMeasureReader(committee)
        : null;

    /// <summary>Lets the strategy score a block, and puts what it throws down to it.</summary>
    private void Score(in SignalBlock block, Span<float> scores)
    {
        try
        {
            _strategy.Score(block, Random, scores);
        }
        catch (Exception e) when (PluginOrigin.Blames(_strategy, e))
        {
            throw PluginOrigin.Failure(_strategy, "Score", e);
        }
    }

    private void RunRehearsal(MeasureReader? measured, long from, long to, long[] excluded, ReadOnlyMemory<long>? rows, bool gather)
    {
        try
        {
            var worker = new Worker(this, measured, new TopK(RehearsalBest), null, excluded, rows, gather);
            worker.Chunk(from, Math.Min(from + RehearsalRows, to));
            worker.Best.ToArray();

            // Ever better rows, so that also what a selection seldom does is compiled.
            var other = new TopK(RehearsalBest);
            var rising = new float[RehearsalRows];
            for (var i = 0; i < 4 * RehearsalRows / RehearsalBest; i++)
            {
                Array.Fill(rising, i);
                other.Add(rising, (long)i * RehearsalRows);
            }

            other.Merge(worker.Best);
            other.ToArray();
        }
        catch (Exception)
        {
            // The same rows are scored again in earnest: what is wrong with them is said then.
        }
    }

    private static (int Start, int Length) Range(ReadOnlySpan<long> rows, long first, long end)
    {
        var start = LowerBound(rows, first);
        return (start, LowerBound(rows, end) - start);
    }

    private static int LowerBound(ReadOnlySpan<long> rows, long row)
    {
        var index = rows.BinarySearch(row);
        return index < 0 ? ~index : index;
    }

    // rows: the candidates where they are listed, else null; gather: whether positions are those in the list, and not row numbers.
    private sealed class Worker(
        PoolScorer owner, MeasureReader? measured, TopK best, ScoreSink? sink, long[] excluded, ReadOnlyMemory<long>? rows, bool gather)
    {
        private readonly SignalReader? _reader = measured is null ? owner._source.CreateReader() : null;
        private float[] _scores = [];

        public TopK Best => best;

        public long ScoredRows { get; private set; }

        public long PredictTicks { get; private set; }

        public long SelectTicks { get; private set; }

        // Compiled at once: a short run would be over before the runtime finds out that this is worth optimising.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Chunk(long start, long end)
        {
            // Where all scores are wanted they are handed over a chunk at a time, else a block's place is used again.
            var blockRows = measured is null ? owner.BlockRows : owner._source.MeasureBlockRows;
            var room = sink is null ? blockRows : (int)(end - start);
            if (_scores.Length < room)
            {
                _scores = new float[room];
            }

            if (measured is null)
            {
                Read(start, end, blockRows);
            }
            else
            {
                Measure(start, end, blockRows);
            }

            sink?.Invoke(start, _scores.AsSpan(0, room));
        }

        private Span<float> Place(long start, long position, int count) =>
            _scores.AsSpan(sink is null ? 0 : (int)(position - start), count);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Read(long start, long end, int blockRows)
        {
            for (var position = start; position < end;)
            {
                var want = (int)Math.Min(blockRows, end - position);
                var before = Stopwatch.GetTimestamp();
                var block = gather ? _reader!.Gather(rows!.Value.Span.Slice((int)position, want)) : _reader!.Read(position, want);
                var between = Stopwatch.GetTimestamp();
                var scores = Place(start, position, block.Count);
                owner.Score(block, scores);
                Keep(position, scores);
                var after = Stopwatch.GetTimestamp();
                PredictTicks += between - before;
                SelectTicks += after - between;
                position += block.Count;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Measure(long start, long end, int blockRows)
        {
            // One look at the clock for a chunk: a block may take less than a microsecond.
            var before = Stopwatch.GetTimestamp();
            for (var position = start; position < end;)
            {
                var scores = Place(start, position, (int)Math.Min(blockRows, end - position));
                if (gather)
                {
                    measured!.Gather(rows!.Value.Span.Slice((int)position, scores.Length), scores);
                }
                else
                {
                    scores = scores[..measured!.Score(position, scores)];
                }

                Keep(position, scores);
                position += scores.Length;
            }

            PredictTicks += Stopwatch.GetTimestamp() - before;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Keep(long position, ReadOnlySpan<float> scores)
        {
            if (rows is not { } listed)
            {
                best.Add(scores, position, excluded);
                ScoredRows += scores.Length;
                if (excluded.Length > 0)
                {
                    ScoredRows -= LowerBound(excluded, position + scores.Length) - LowerBound(excluded, position);
                }

                return;
            }

            if (gather)
            {
                var chosen = listed.Span.Slice((int)position, scores.Length);
                for (var i = 0; i < scores.Length; i++)
                {
                    best.Add(scores[i], chosen[i]);
                }

                ScoredRows += scores.Length;
                return;
            }

            var (start, length) = Range(listed.Span, position, position + scores.Length);
            foreach (var row in listed.Span.Slice(start, length))
            {
                best.Add(scores[(int)(row - position)], row);
            }

            ScoredRows += length;
        }
    }
}
