using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>What an NPY file holds, to choose the <see cref="NpyColumn{T}"/> that reads it.</summary>
public static class NpyFile
{
    /// <summary>The element type of a file, by NumPy's name: <c>&lt;f4</c>, <c>&lt;f2</c>, <c>|i1</c> and so on.</summary>
    /// <param name="path">The path of an NPY file of version 1.0 or 2.0.</param>
    /// <returns>The name as it stands in the header.</returns>
    /// <exception cref="PluginALException">The file does not exist, or is not NPY. The message says what to do.</exception>
    public static string ElementType(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return NpyHeader.ReadFile(path).Type;
    }
}
