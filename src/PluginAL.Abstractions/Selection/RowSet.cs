namespace PluginAL.Abstractions;

/// <summary>
/// The rows of a pool that may be chosen: all but some, or some alone. Membership is stored as the shorter, ascending
/// list, so the set stays small for pools of any size.
/// </summary>
public sealed class RowSet
{
    private readonly long[] _listed;
    private readonly bool _listedAreIn;

    private RowSet(long poolRowCount, long[] listed, bool listedAreIn)
    {
        for (var i = 0; i < listed.Length; i++)
        {
            if (listed[i] < 0 || listed[i] >= poolRowCount || (i > 0 && listed[i] <= listed[i - 1]))
            {
                throw new ArgumentException($"Row {listed[i]} at position {i}: rows ascend, each once, in [0, {poolRowCount}).", nameof(listed));
            }
        }

        PoolRowCount = poolRowCount;
        _listed = listed;
        _listedAreIn = listedAreIn;
    }

    /// <summary>The number of rows of the pool.</summary>
    public long PoolRowCount { get; }

    /// <summary>The number of rows in the set.</summary>
    public long Count => _listedAreIn ? _listed.Length : PoolRowCount - _listed.Length;

    /// <summary>Ascending rows that are out of the set, where the set is all but some; empty where it is some alone.</summary>
    public ReadOnlySpan<long> Excluded => _listedAreIn ? default : _listed;

    /// <summary>Whether the set is a list of rows; <see cref="Listed"/> then has them.</summary>
    public bool IsList => _listedAreIn;

    /// <summary>Ascending rows of the set, where it is some alone; empty where it is all but some.</summary>
    public ReadOnlySpan<long> Listed => _listedAreIn ? _listed : default;

    /// <summary>All rows but some.</summary>
    /// <param name="poolRowCount">The number of rows of the pool.</param>
    /// <param name="excluded">The rows left out: ascending, each once. Not copied.</param>
    /// <returns>The set.</returns>
    public static RowSet AllExcept(long poolRowCount, long[] excluded) => new(poolRowCount, excluded, false);

    /// <summary>Some rows alone.</summary>
    /// <param name="poolRowCount">The number of rows of the pool.</param>
    /// <param name="rows">The rows: ascending, each once. Not copied.</param>
    /// <returns>The set.</returns>
    public static RowSet Only(long poolRowCount, long[] rows) => new(poolRowCount, rows, true);

    /// <summary>Whether a row is in the set.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True if it may be chosen.</returns>
    public bool Contains(long row) =>
        row >= 0 && row < PoolRowCount && (Array.BinarySearch(_listed, row) >= 0) == _listedAreIn;

    /// <summary>The rows of the set, ascending.</summary>
    /// <returns>A sequence that is made as it is read.</returns>
    public IEnumerable<long> Rows()
    {
        if (_listedAreIn)
        {
            foreach (var row in _listed)
            {
                yield return row;
            }

            yield break;
        }

        var next = 0;
        for (var row = 0L; row < PoolRowCount; row++)
        {
            if (next < _listed.Length && _listed[next] == row)
            {
                next++;
            }
            else
            {
                yield return row;
            }
        }
    }
}
