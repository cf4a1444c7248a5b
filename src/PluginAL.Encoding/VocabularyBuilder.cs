namespace PluginAL.Encoding;

/// <summary>
/// Collects the distinct values of a field, up to a capacity: the first values that come are kept, whatever comes after the capacity is
/// reached is counted as overflow. The same values in the same order give the same vocabulary. For one thread at a time.
/// </summary>
public sealed class VocabularyBuilder
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _inOrder = [];

    /// <summary>An empty vocabulary.</summary>
    /// <param name="capacity">The most values that are kept, at least 1.</param>
    public VocabularyBuilder(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Capacity = capacity;
        _lookup = _values.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The most values that are kept.</summary>
    public int Capacity { get; }

    /// <summary>How many values are kept so far.</summary>
    public int Count => _values.Count;

    /// <summary>How often a value came that found no room.</summary>
    public long OverflowCount { get; private set; }

    /// <summary>Takes a value into account; allocates only where it is new and kept.</summary>
    /// <param name="value">The value.</param>
    public void Observe(ReadOnlySpan<char> value)
    {
        if (_lookup.Contains(value))
        {
            return;
        }

        if (_values.Count < Capacity)
        {
            var kept = value.ToString();
            _values.Add(kept);
            _inOrder.Add(kept);
        }
        else
        {
            OverflowCount++;
        }
    }

    /// <summary>
    /// Takes into account what another collection kept, as if its values had come after this one's. What it counted as overflow stays so,
    /// though this one may have kept such a value.
    /// </summary>
    /// <param name="later">A collection of the same capacity; not changed.</param>
    public void Merge(VocabularyBuilder later)
    {
        ArgumentNullException.ThrowIfNull(later);
        foreach (var value in later._inOrder)
        {
            Observe(value);
        }

        OverflowCount += later.OverflowCount;
    }

    /// <summary>Ends the collection.</summary>
    /// <returns>The vocabulary.</returns>
    public Vocabulary Build() => new([.. _values], OverflowCount);
}
