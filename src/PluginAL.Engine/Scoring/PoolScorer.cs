using System.Diagnostics;
using System.Runtime.ExceptionServices;
using PluginAL.Abstractions;
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

    private readonly SignalSource _source;
    private readonly IPointwiseStrategy _strategy;

    /// <summary>A scorer.</summary>
    /// <param name="source">The signals.</param>
    /// <param name="strategy">What turns them into scores.</param>
    public PoolScorer(SignalSource source, IPointwiseStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(strategy);
        _source = source;
        _strategy = strategy;
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

    /// <summary>Takes all scores, also those of rows that are no candidates; null: only the best are kept.</summary>
    public ScoreSink? Sink { get; init; }

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
        var (from, to) = isList ? (0L, listed.Length) : (FirstRow, end);
        var excluded = isList || Candidates is null ? [] : Candidates.Excluded.ToArray();
        var rows = isList ? Candidates!.Listed.ToArray().AsMemory(listed.Start, listed.Length) : default;

        var chunkRows = (long)_source.BlockRows * BlocksPerChunk;
        var threads = (int)Math.Clamp((to - from + chunkRows - 1) / chunkRows, 1, Threads);
        var workers = new Worker[threads];
        var next = from;
        long done = 0, failedChunk = long.MaxValue;
        Exception? failure = null;
        var gate = new Lock();
        var watch = Stopwatch.StartNew();

        void Work(int index)
        {
            var worker = workers[index] = new Worker(this, count, excluded, rows);
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

    private sealed class Worker(PoolScorer owner, int count, long[] excluded, ReadOnlyMemory<long> rows)
    {
        private readonly SignalReader _reader = owner._source.CreateReader();
        private float[] _scores = [];

        public TopK Best { get; } = new(count);

        public long ScoredRows { get; private set; }

        public long PredictTicks { get; private set; }

        public long SelectTicks { get; private set; }

        public void Chunk(long start, long end)
        {
            var blockRows = owner._source.BlockRows;
            if (_scores.Length < blockRows)
            {
                _scores = new float[blockRows];
            }

            for (var position = start; position < end;)
            {
                var want = (int)Math.Min(blockRows, end - position);
                var before = Stopwatch.GetTimestamp();
                var block = rows.IsEmpty ? _reader.Read(position, want) : _reader.Gather(rows.Span.Slice((int)position, want));
                var between = Stopwatch.GetTimestamp();
                var scores = _scores.AsSpan(0, block.Count);
                owner._strategy.Score(block, owner.Random, scores);
                if (rows.IsEmpty)
                {
                    Best.Add(scores, position, excluded);
                    owner.Sink?.Invoke(position, scores);
                    ScoredRows += block.Count - (LowerBound(excluded, position + block.Count) - LowerBound(excluded, position));
                }
                else
                {
                    for (var i = 0; i < block.Count; i++)
                    {
                        Best.Add(scores[i], block.Row(i));
                    }

                    ScoredRows += block.Count;
                }

                var after = Stopwatch.GetTimestamp();
                PredictTicks += between - before;
                SelectTicks += after - between;
                position += block.Count;
            }
        }
    }
}
