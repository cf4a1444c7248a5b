using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Keeps the K best of a stream of scored rows: the highest scores, equal ones by the lower row number.</summary>
/// <remarks>
/// The result depends only on which (row, score) pairs were added, never on their order, on blocks or on how work was split and
/// merged. NaN and infinite scores never enter: they are counted. −0 and +0 are equal. Each row is to be added once. Not thread-safe: one
/// for each thread, then <see cref="Merge"/>. Once the buffer has grown to about twice K, adding allocates nothing.
/// </remarks>
[DebuggerDisplay("{Count} of {K}, {NonFiniteCount} not finite")]
public sealed class TopK
{
    private const int Chunk = 8192;

    private ScoredRow[] _buffer;
    private int _count;
    private float[]? _scores; // room for the selection among them

    // Once K rows have been selected: the worst of them. Nothing that is not better can enter any more.
    private ScoredRow _bar;
    private bool _hasBar;

    /// <summary>An empty selection.</summary>
    /// <param name="k">How many rows to keep, at least 1. More than there are rows is fine: then all finite ones are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
        _buffer = new ScoredRow[Math.Min(Limit, 16 * 1024)];
    }

    /// <summary>How many rows are kept at most.</summary>
    public int K { get; }

    /// <summary>How many rows are kept now: K, or fewer while fewer finite scores have been seen.</summary>
    public int Count => Math.Min(_count, K);

    /// <summary>How many scores were NaN or infinite; excluded rows do not count.</summary>
    public long NonFiniteCount { get; private set; }

    /// <summary>The lowest row number whose score was NaN or infinite; −1 when there was none.</summary>
    public long FirstNonFiniteRow { get; private set; } = -1;

    private int Limit => (int)Math.Min(K + Math.Max(K, 1024L), Array.MaxLength);

    /// <summary>Adds a block of consecutive rows.</summary>
    /// <param name="scores">Scores of the rows <paramref name="firstRow"/>, <paramref name="firstRow"/> + 1, ...</param>
    /// <param name="firstRow">The row number of the first score, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstRow"/> is negative.</exception>
    public void Add(ReadOnlySpan<float> scores, long firstRow) => Add(scores, firstRow, []);

    /// <summary>Adds a block of consecutive rows but for those that are excluded.</summary>
    /// <param name="scores">Scores of the rows <paramref name="firstRow"/>, <paramref name="firstRow"/> + 1, ...</param>
    /// <param name="firstRow">The row number of the first score, at least 0.</param>
    /// <param name="sortedExcludedRows">Row numbers in ascending order that must not enter nor be counted; it may name
    /// rows outside the block.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstRow"/> is negative.</exception>
    public void Add(ReadOnlySpan<float> scores, long firstRow, ReadOnlySpan<long> sortedExcludedRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        int from = LowerBound(sortedExcludedRows, firstRow);
        ReadOnlySpan<long> excluded = sortedExcludedRows[from..];
        excluded = excluded[..LowerBound(excluded, firstRow + scores.Length)];
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Add<Lanes256>(scores, firstRow, excluded); break;
            case KernelPath.Vector128: Add<Lanes128>(scores, firstRow, excluded); break;
            default: Add<LanesScalar>(scores, firstRow, excluded); break;
        }
    }

    /// <summary>Adds one row.</summary>
    /// <param name="score">Its score; counted, not entered, when NaN or infinite.</param>
    /// <param name="row">Its row number, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is negative.</exception>
    public void Add(float score, long row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        if (float.IsFinite(score)) Enter(new(row, score));
        else CountNonFinite(row);
    }

    /// <summary>Takes over what another selection has seen, exactly as if its rows had been added here. The other stays as it is.</summary>
    /// <param name="other">A selection over other rows, with the same K.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> keeps another number of rows, or is this selection.</exception>
    public void Merge(TopK other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this) throw new ArgumentException("A selection cannot be merged into itself.", nameof(other));
        if (other.K != K) throw new ArgumentException($"Found a selection of the best {other.K}, expected the best {K}.", nameof(other));
        for (int i = 0; i < other._count; i++) Enter(other._buffer[i]);
        NonFiniteCount += other.NonFiniteCount;
        if (other.FirstNonFiniteRow >= 0 && (FirstNonFiniteRow < 0 || other.FirstNonFiniteRow < FirstNonFiniteRow))
            FirstNonFiniteRow = other.FirstNonFiniteRow;
    }

    /// <summary>The kept rows, best first.</summary>
    /// <returns>A new array of <see cref="Count"/> rows.</returns>
    public ScoredRow[] ToArray()
    {
        if (_count > K) Compact();
        ScoredRow[] rows = _buffer.AsSpan(0, _count).ToArray();
        rows.AsSpan().Sort(Selection.Compare);
        return rows;
    }

    /// <summary>Forgets everything, keeping the buffer.</summary>
    public void Clear()
    {
        _count = 0;
        _hasBar = false;
        NonFiniteCount = 0;
        FirstNonFiniteRow = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe void Add<L>(ReadOnlySpan<float> scores, long firstRow, ReadOnlySpan<long> excluded) where L : struct, ILanes<L>
    {
        fixed (float* p = scores)
        {
            for (int start = 0; start < scores.Length; start += Chunk)
            {
                int length = Math.Min(Chunk, scores.Length - start);
                AddChunk<L>(p + start, length, firstRow + start, excluded);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void AddChunk<L>(float* scores, int length, long firstRow, ReadOnlySpan<long> excluded) where L : struct, ILanes<L>
    {
        bool hasNegativeInfinity = false;
        nint i = 0;
        while (true)
        {
            i = ThresholdFilter<L>.Next(scores, i, length, Threshold(firstRow), out uint hits, ref hasNegativeInfinity);
            if (hits == 0) break; // nothing more but what does not fill a step
            for (; hits != 0; hits &= hits - 1)
            {
                nint at = i + BitOperations.TrailingZeroCount(hits);
                Consider(scores[at], firstRow + at, excluded);
            }
            i += ThresholdFilter<L>.Step;
        }
        for (; i < length; i++)
        {
            if (scores[i] == float.NegativeInfinity) hasNegativeInfinity = true;
            else Consider(scores[i], firstRow + i, excluded);
        }
        if (!hasNegativeInfinity) return;
        for (i = 0; i < length; i++)
            if (scores[i] == float.NegativeInfinity && !Contains(excluded, firstRow + i)) CountNonFinite(firstRow + i);
    }

    /// <summary>Takes or counts one score that the filter has let through: any but −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Consider(float score, long row, ReadOnlySpan<long> excluded)
    {
        if (float.IsFinite(score))
        {
            if (IsBetterThanBar(new(row, score)) && !Contains(excluded, row)) Push(new(row, score));
        }
        else if (!Contains(excluded, row))
        {
            CountNonFinite(row);
        }
    }

    /// <summary>What a score of rows from <paramref name="firstRow"/> on must exceed; equal scores still matter
    /// below the bar's row.</summary>
    private float Threshold(long firstRow) =>
        !_hasBar ? float.NegativeInfinity
        : firstRow > _bar.Row ? _bar.Score
        : MathF.BitDecrement(_bar.Score);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBetterThanBar(ScoredRow row) => !_hasBar || Selection.IsBetter(row, _bar);

    private void Enter(ScoredRow row)
    {
        if (IsBetterThanBar(row)) Push(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ScoredRow row)
    {
        if (_count == _buffer.Length) MakeRoom();
        _buffer[_count++] = row;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom()
    {
        if (_buffer.Length < Limit) Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, Limit));
        else Compact();
    }

    private void Compact()
    {
        _scores ??= new float[Limit];
        Selection.Partition(_buffer.AsSpan(0, _count), K, _scores);
        _count = K;
        _bar = _buffer[K - 1];
        _hasBar = true;
    }

    private void CountNonFinite(long row)
    {
        NonFiniteCount++;
        if (FirstNonFiniteRow < 0 || row < FirstNonFiniteRow) FirstNonFiniteRow = row;
    }

    private static bool Contains(ReadOnlySpan<long> sorted, long row) => !sorted.IsEmpty && sorted.BinarySearch(row) >= 0;

    private static int LowerBound(ReadOnlySpan<long> sorted, long row)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (sorted[middle] < row) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
