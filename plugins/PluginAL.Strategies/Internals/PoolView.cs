using System.Runtime.InteropServices;
using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// Rows of a pool with their signals, in memory: what a batch strategy looks at again and again. It never grows beyond
/// <see cref="MaxValues"/> numbers, however large the pool is: above that, or above the strategy's own limit, it is a simple random sample of
/// the candidates, and the log says so.
/// </summary>
internal sealed class PoolView
{
    /// <summary>The most numbers kept: half a gigabyte.</summary>
    internal const long MaxValues = 1L << 27;

    private PoolView(long[] rows, int classes, int members, int width)
    {
        Rows = rows;
        Classes = classes;
        MemberCount = members;
        Width = width;
        Probabilities = new float[(long)rows.Length * classes];
        Members = new float[(long)rows.Length * members * Math.Max(classes, 1)];
        Embeddings = new float[(long)rows.Length * width];
    }

    /// <summary>The rows of the pool, ascending.</summary>
    public long[] Rows { get; }

    public int Count => Rows.Length;

    /// <summary>C, or the number of labels L; 0 without probabilities.</summary>
    public int Classes { get; private init; }

    /// <summary>(N, C), or (N, L) independent label probabilities, or empty.</summary>
    public float[] Probabilities { get; }

    /// <summary>N predicted numbers, or empty.</summary>
    public float[] Means { get; private set; } = [];

    /// <summary>Their variances, or empty.</summary>
    public float[] Variances { get; private set; } = [];

    public int MemberCount { get; }

    /// <summary>(N, M, C), or empty.</summary>
    public float[] Members { get; }

    /// <summary>E; 0 without embeddings.</summary>
    public int Width { get; }

    /// <summary>(N, E) in <see cref="Unit"/>, or empty.</summary>
    public float[] Embeddings { get; }

    /// <summary>What 1 in <see cref="Embeddings"/> stands for (see <see cref="Strategies.Unit"/>): distances there are so many times as long, and absolute ones divided by it.</summary>
    public double Unit { get; private set; } = 1;

    public RowTable Table => new(Embeddings, Width);

    public ReadOnlySpan<float> Embedding(int index) => Embeddings.AsSpan(index * Width, Width);

    public ReadOnlySpan<float> Probability(int index) => Probabilities.AsSpan(index * Classes, Classes);

    /// <summary>The candidates, or a sample of them.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="limit">The most rows; never fewer than <paramref name="count"/> are taken.</param>
    /// <param name="count">How many rows are to be chosen.</param>
    /// <param name="signals">The signals to keep.</param>
    public static PoolView OfCandidates(QueryContext context, long limit, int count, Signals signals)
    {
        var candidates = context.Candidates;
        long[] probe = [candidates.Rows().First()];
        var perRow = 1L;
        context.ForEachBlock(probe, (in SignalBlock block) => perRow = Math.Max(1, Values(block, signals)));
        var most = Math.Max(count, Math.Min(limit, MaxValues / perRow));
        if (candidates.Count > most)
        {
            context.Log.Information(
                $"{most} of the {candidates.Count} candidates were looked at, drawn at random (the option 'candidates', or {MaxValues * 4 >> 20} MiB of signals).");
            return Of(context, Sample(candidates, most, context.Random.For("candidates")), signals);
        }

        PoolView? view = null;
        var filled = 0;
        context.ForEachBlock((in SignalBlock block) =>
        {
            view ??= new PoolView(new long[candidates.Count], Kept(block, signals).Classes, Kept(block, signals).Members, Kept(block, signals).Width);
            view.Take(block, ref filled, signals);
        });
        return view!.In(null);
    }

    /// <summary>Given rows of the pool.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="rows">Ascending rows, each once.</param>
    /// <param name="signals">The signals to keep.</param>
    /// <param name="unit">The unit of embeddings that are to be compared with these; null: their own.</param>
    public static PoolView Of(QueryContext context, long[] rows, Signals signals, double? unit = null)
    {
        if (rows.Length == 0)
        {
            return new PoolView([], 0, 0, 0);
        }

        PoolView? view = null;
        var filled = 0;
        context.ForEachBlock(rows, (in SignalBlock block) =>
        {
            view ??= new PoolView(rows, Kept(block, signals).Classes, Kept(block, signals).Members, Kept(block, signals).Width);
            view.Take(block, ref filled, signals);
        });
        return view!.In(unit);
    }

    /// <summary>A simple random sample in ascending order (Knuth, The art of computer programming 2, algorithm 3.4.2 S).</summary>
    internal static long[] Sample(RowSet candidates, long count, RandomSource random)
    {
        var sample = new long[count];
        var (left, taken) = (candidates.Count, 0L);
        foreach (var row in candidates.Rows())
        {
            if (random.Uniform(row) * left-- < count - taken)
            {
                sample[taken++] = row;
                if (taken == count)
                {
                    break;
                }
            }
        }

        return sample;
    }

    /// <summary>Sixty-four bits of a row's values: equal for duplicates, and (but for one chance in 2⁶⁴) for no others.</summary>
    public ulong Key(int index)
    {
        var hash = 14695981039346656037UL;
        Add(Embeddings.AsSpan(index * Width, Width));
        if (Width == 0)
        {
            Add(Probabilities.AsSpan(index * Classes, Classes));
            Add(Members.AsSpan(index * MemberCount * Classes, MemberCount * Classes));
            Add(Means.AsSpan(Means.Length == 0 ? 0 : index, Means.Length == 0 ? 0 : 1));
        }

        return hash;

        void Add(ReadOnlySpan<float> values)
        {
            foreach (var value in MemoryMarshal.Cast<float, uint>(values))
            {
                // −0 and 0 are the same value.
                hash = (hash ^ (value == 0x80000000 ? 0 : value)) * 1099511628211UL;
                hash ^= hash >> 29;
            }
        }
    }

    private static (int Classes, int Members, int Width) Kept(in SignalBlock block, Signals signals) => (
        signals.HasFlag(Signals.LabelProbabilities) ? block.LabelCount
            : signals.HasFlag(Signals.Probabilities) || signals.HasFlag(Signals.Members) ? block.ClassCount : 0,
        signals.HasFlag(Signals.Members) ? block.MemberCount : 0,
        signals.HasFlag(Signals.Embeddings) ? block.EmbeddingWidth : 0);

    private PoolView In(double? unit)
    {
        Unit = unit ?? Strategies.Unit.Of(Embeddings, Width);
        Strategies.Unit.Divide(Embeddings, Unit);
        return this;
    }

    private static long Values(in SignalBlock block, Signals signals)
    {
        var (classes, members, width) = Kept(block, signals);
        return ((members + 1L) * classes) + width + (signals.HasFlag(Signals.MeanAndVariance) ? 2 : 0);
    }

    private void Take(in SignalBlock block, ref int filled, Signals signals)
    {
        for (var i = 0; i < block.Count; i++)
        {
            Rows[filled + i] = block.Row(i);
        }

        if (signals.HasFlag(Signals.Probabilities) && !block.Probabilities.IsEmpty)
        {
            block.Probabilities.CopyTo(Probabilities.AsSpan(filled * Classes));
        }

        if (signals.HasFlag(Signals.LabelProbabilities))
        {
            block.LabelProbabilities.CopyTo(Probabilities.AsSpan(filled * Classes));
        }

        if (signals.HasFlag(Signals.MeanAndVariance))
        {
            Means = Means.Length == 0 ? new float[Count] : Means;
            Variances = Variances.Length == 0 ? new float[Count] : Variances;
            block.Means.CopyTo(Means.AsSpan(filled));
            block.Variances.CopyTo(Variances.AsSpan(filled));
        }

        if (MemberCount > 0)
        {
            block.Members.CopyTo(Members.AsSpan(filled * MemberCount * Classes));
        }

        if (Width > 0)
        {
            block.Embeddings.CopyTo(Embeddings.AsSpan(filled * Width));
        }

        filled += block.Count;
    }
}
