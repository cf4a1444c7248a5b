using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// A batch in the making over the rows of a <see cref="PoolView"/>: no row twice, and a duplicate of a row that was taken only when nothing
/// else is left.
/// </summary>
/// <param name="view">The rows.</param>
/// <param name="count">How many are wanted.</param>
/// <param name="keys">What was taken in an earlier part of the batch (<see cref="PoolView.Key"/>); gets what is taken here.</param>
internal sealed class Batch(PoolView view, int count, HashSet<ulong>? keys = null)
{
    private readonly List<SelectedRow> _picked = new(count);
    private readonly HashSet<ulong> _keys = keys ?? [];
    private readonly bool[] _taken = new bool[view.Count];

    /// <summary>How many rows are still wanted.</summary>
    public int Left => count - _picked.Count;

    public int Count => _picked.Count;

    /// <summary>Whether the row was taken.</summary>
    public bool Has(int index) => _taken[index];

    /// <summary>Whether the row may be taken: neither it nor a duplicate of it was.</summary>
    public bool IsNew(int index) => !_taken[index] && !_keys.Contains(view.Key(index));

    /// <summary>Takes a row unless it or a duplicate was taken already, or the batch is full.</summary>
    public bool TryTake(int index, double score, double? probability = null)
    {
        if (Left == 0 || _taken[index] || !_keys.Add(view.Key(index)))
        {
            return false;
        }

        Add(index, score, probability);
        return true;
    }

    /// <summary>Takes the rows of the highest scores until the batch is full: equal scores by row number, NaN last, duplicates after all others.</summary>
    public IReadOnlyList<SelectedRow> Best(ReadOnlySpan<float> scores)
    {
        var order = Order(scores);
        foreach (var index in order)
        {
            if (Left == 0)
            {
                return _picked;
            }

            TryTake(index, Finite(scores[index]));
        }

        foreach (var index in order)
        {
            if (Left > 0 && !_taken[index])
            {
                Add(index, Finite(scores[index]), null);
            }
        }

        return _picked;
    }

    /// <summary>The batch; what is missing is filled up in row order, duplicates last.</summary>
    public IReadOnlyList<SelectedRow> Complete() => Left == 0 ? _picked : Best(new float[view.Count]);

    /// <summary>Positions by descending score, equal ones ascending, NaN last.</summary>
    internal static int[] Order(ReadOnlySpan<float> scores)
    {
        var keys = new ulong[scores.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(-(scores[i] + 0f) + 0f);
            var ordered = float.IsNaN(scores[i]) ? uint.MaxValue : (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
            keys[i] = ((ulong)ordered << 32) | (uint)i;
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => (int)(uint)key);
    }

    private static double Finite(float score) => float.IsFinite(score) ? score : 0;

    private void Add(int index, double score, double? probability)
    {
        _taken[index] = true;
        _picked.Add(new SelectedRow(view.Rows[index], score, probability));
    }
}
