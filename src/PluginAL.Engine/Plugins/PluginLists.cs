namespace PluginAL.Engine.Plugins;

/// <summary>Copies lists that plugins made, which may say something else each time they are asked.</summary>
internal static class PluginLists
{
    /// <summary>At most so many elements of a list. To be called where what the list throws is put down to the plugin.</summary>
    public static T[] Copy<T>(IReadOnlyList<T> list, int most)
    {
        var copy = new T[Math.Clamp(list.Count, 0, most)];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = list[i];
        }

        return copy;
    }
}
