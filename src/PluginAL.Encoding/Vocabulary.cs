using PluginAL.Abstractions;

namespace PluginAL.Encoding;

/// <summary>
/// Values and their numbers: 0 and up, in ordinal order of the values, then one more number for all <em>other</em> values where some
/// found no room in the vocabulary. Immutable; safe from several threads.
/// </summary>
public sealed class Vocabulary
{
    private readonly string[] _values;
    private readonly Dictionary<string, int> _numbers;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>A vocabulary of given values.</summary>
    /// <param name="values">The values, distinct, in any order.</param>
    /// <param name="overflowCount">How often a value came that found no room; more than 0: there is a number for other values.</param>
    /// <exception cref="ArgumentException">A value occurs twice.</exception>
    public Vocabulary(ReadOnlySpan<string> values, long overflowCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(overflowCount);
        _values = values.ToArray();
        Array.Sort(_values, StringComparer.Ordinal);
        OverflowCount = overflowCount;
        _numbers = new Dictionary<string, int>(_values.Length, StringComparer.Ordinal);
        for (var i = 0; i < _values.Length; i++)
        {
            _numbers.Add(_values[i], i);
        }

        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The values, in ordinal order: the number of a value is its place here.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>How often a value came that found no room.</summary>
    public long OverflowCount { get; }

    /// <summary>Whether there is a number for other values.</summary>
    public bool HasOther => OverflowCount > 0;

    /// <summary>How many numbers there are: one for each value, and one for other values where there is such a one.</summary>
    public int Size => _values.Length + (HasOther ? 1 : 0);

    /// <summary>A value's number, without allocating.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its number in [0, <see cref="Size"/>); −1 where it is unknown and there is no number for other values.</returns>
    public int NumberOf(ReadOnlySpan<char> value) =>
        _lookup.TryGetValue(value, out var number) ? number : HasOther ? _values.Length : -1;

    /// <inheritdoc cref="NumberOf(ReadOnlySpan{char})"/>
    public int NumberOf(string value) => _numbers.TryGetValue(value, out var number) ? number : HasOther ? _values.Length : -1;

    /// <summary>Reads a vocabulary.</summary>
    /// <param name="reader">Where <see cref="Write"/> wrote one.</param>
    /// <returns>The vocabulary.</returns>
    /// <exception cref="PluginALException">The bytes are not a vocabulary.</exception>
    public static Vocabulary Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var overflow = reader.ReadInt64();
        var values = new string[EncoderState.ReadCount(reader, sizeof(int))];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = EncoderState.ReadText(reader);
            if (i > 0 && string.CompareOrdinal(values[i - 1], values[i]) >= 0)
            {
                throw PluginALException.Input(
                    $"Value {i} of a saved vocabulary is out of order; the file was altered: fit the featuriser again.");
            }
        }

        return overflow >= 0
            ? new Vocabulary(values, overflow)
            : throw PluginALException.Input("A saved vocabulary has a negative overflow; the file was altered: fit the featuriser again.");
    }

    /// <summary>Writes the vocabulary.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(OverflowCount);
        writer.Write(_values.Length);
        foreach (var value in _values)
        {
            EncoderState.WriteText(writer, value);
        }
    }
}
