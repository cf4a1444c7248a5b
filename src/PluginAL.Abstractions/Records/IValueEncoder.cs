namespace PluginAL.Abstractions;

/// <summary>
/// Turns values of one type into a fixed number of columns, without state. The implementing type also declares
/// <c>public const int Width</c>, at least 1: the compiler needs it for the layout; and, where what it writes changes,
/// <c>public const int Version</c> (1 where it is not declared), which becomes part of the schema hash.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public interface IValueEncoder<in T>
{
    /// <summary>Writes a value's columns.</summary>
    /// <param name="value">The value.</param>
    /// <param name="columns">Room for <c>Width</c> values, all zero.</param>
    static abstract void Encode(T value, Span<float> columns);
}
