using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>The order of scored rows, and selection by it.</summary>
internal static class Selection
{
    /// <summary>The better row comes first.</summary>
    internal static readonly Comparison<ScoredRow> Compare = static (a, b) => IsBetter(a, b) ? -1 : IsBetter(b, a) ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBetter(ScoredRow a, ScoredRow b) => a.Score > b.Score || (a.Score == b.Score && a.Row < b.Row);

    /// <summary>Puts the <paramref name="k"/> best rows first, the worst of them at position k − 1.</summary>
    /// <param name="rows">At least k rows with finite scores.</param>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="scores">Room for as many floats as there are rows.</param>
    /// <remarks>The k-th best score is found by halving a range of floats and counting what is above, so the processor has no branch to guess
    /// wrongly; only rows of just that score are compared with each other.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Partition(Span<ScoredRow> rows, int k, Span<float> scores)
    {
        scores = scores[..rows.Length];
        int low = int.MaxValue, high = int.MinValue; // positions in the order of floats
        for (int i = 0; i < rows.Length; i++)
        {
            float score = rows[i].Score;
            scores[i] = score;
            int order = Ordered(BitConverter.SingleToInt32Bits(score));
            low = Math.Min(low, order);
            high = Math.Max(high, order);
        }
        for (low--; (long)high - low > 1;) // at least k scores are above low, fewer above high
        {
            int middle = (int)(((long)low + high) >> 1);
            if (CountAbove(scores, BitConverter.Int32BitsToSingle(Ordered(middle))) < k) high = middle;
            else low = middle;
        }
        float bar = BitConverter.Int32BitsToSingle(Ordered(high));
        int above = 0, equal;
        for (int i = 0; i < rows.Length; i++)
        {
            ScoredRow row = rows[i];
            rows[i] = rows[above];
            rows[above] = row;
            above += row.Score > bar ? 1 : 0;
        }
        equal = above;
        for (int i = above; i < rows.Length; i++)
        {
            ScoredRow row = rows[i];
            rows[i] = rows[equal];
            rows[equal] = row;
            equal += row.Score == bar ? 1 : 0;
        }
        PartitionByRow(rows[above..equal], k - above);
    }

    /// <summary>The place of a float among all floats, from its bits; and back.</summary>
    private static int Ordered(int bits) => bits ^ ((bits >> 31) & int.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountAbove(ReadOnlySpan<float> scores, float bar)
    {
        int count = 0;
        if (Vector.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
            var bars = new Vector<float>(bar);
            Vector<int> even = default, odd = default;
            int i = 0;
            for (; i + 1 < vectors.Length; i += 2)
            {
                even -= Vector.GreaterThan(vectors[i], bars);
                odd -= Vector.GreaterThan(vectors[i + 1], bars);
            }
            count = Vector.Sum(even + odd);
            scores = scores[(i * Vector<float>.Count)..];
        }
        foreach (float score in scores) count += score > bar ? 1 : 0;
        return count;
    }

    /// <summary>The same for rows of equal score, which the lower row number wins. Quickselect by the median of three;
    /// sorts what is left when the pivots keep failing, so the worst case is n log n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PartitionByRow(Span<ScoredRow> rows, int k)
    {
        int low = 0, high = rows.Length - 1, target = k - 1;
        for (int rounds = 2 * BitOperations.Log2((uint)rows.Length + 1) + 8; low < high; rounds--)
        {
            if (rounds == 0)
            {
                rows[low..(high + 1)].Sort(Compare);
                return;
            }
            int middle = low + (high - low) / 2;
            if (IsBetter(rows[middle], rows[low])) (rows[middle], rows[low]) = (rows[low], rows[middle]);
            if (IsBetter(rows[high], rows[low])) (rows[high], rows[low]) = (rows[low], rows[high]);
            if (IsBetter(rows[high], rows[middle])) (rows[high], rows[middle]) = (rows[middle], rows[high]);
            ScoredRow pivot = rows[middle];
            int i = low, j = high;
            while (i <= j)
            {
                while (IsBetter(rows[i], pivot)) i++;
                while (IsBetter(pivot, rows[j])) j--;
                if (i > j) break;
                (rows[i], rows[j]) = (rows[j], rows[i]);
                i++;
                j--;
            }
            if (target <= j) high = j;
            else if (target >= i) low = i;
            else return;
        }
    }
}
