using PluginAL.Abstractions;

namespace PluginAL.Stopping;

internal static class ClassNames
{
    /// <summary>The index of a class that an option names.</summary>
    public static int IndexOf(IReadOnlyList<string> classes, string name, string criterion)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (classes[i] == name)
            {
                return i;
            }
        }

        throw PluginALException.Usage($"Stopping criterion '{criterion}' names class '{name}', which the pool does not have; it has {string.Join(", ", classes)}.");
    }
}
