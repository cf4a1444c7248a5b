using System.Numerics;
using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>The order of scored rows, and selection by it.</summary>
internal static class Selection
{
    /// <summary>The better row comes first.</summary>
    internal static readonly Comparison<ScoredRow> Compare = static (a, b) => IsBetter(a, b) ? -1 : IsBetter(b, a) ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBetter(ScoredRow a, ScoredRow b) => a.Score > b.Score || (a.Score == b.Score && a.Row < b.Row);

    /// <summary>Puts the <paramref name="k"/> best rows first, the worst of them at position k − 1. Quickselect by the median of three;
    /// sorts what is left when the pivots keep failing, so the worst case is n log n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Partition(Span<ScoredRow> rows, int k)
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
