using System.Collections;
using PluginAL.Abstractions;

namespace Hostile;

/// <summary>A list that says it has as many rows as it likes, and gives others each time.</summary>
/// <param name="count">What it says.</param>
/// <param name="element">What it gives.</param>
public sealed class DeceitfulList(int count, Func<int, SelectedRow> element) : IReadOnlyList<SelectedRow>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public SelectedRow this[int index] => element(index);

    /// <inheritdoc/>
    public IEnumerator<SelectedRow> GetEnumerator()
    {
        for (var i = 0; ; i++)
        {
            yield return element(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
