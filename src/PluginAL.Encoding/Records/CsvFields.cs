namespace PluginAL.Encoding.Records;

/// <summary>The fields of one CSV line, unquoted, side by side in one span.</summary>
/// <param name="text">The text of all fields.</param>
/// <param name="ends">Where each field ends in <paramref name="text"/>; a field begins where the one before it ends.</param>
public readonly ref struct CsvFields(ReadOnlySpan<char> text, ReadOnlySpan<int> ends)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly ReadOnlySpan<int> _ends = ends;

    /// <summary>The number of fields.</summary>
    public int Count => _ends.Length;

    /// <summary>A field's text.</summary>
    /// <param name="index">Which, from 0.</param>
    public ReadOnlySpan<char> this[int index] => _text[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];
}
