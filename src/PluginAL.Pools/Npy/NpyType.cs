using System.Diagnostics.CodeAnalysis;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The element types of columns and their NumPy names.</summary>
internal static class NpyType
{
    /// <summary>The NumPy name of an element type, such as <c>&lt;f4</c>.</summary>
    public static string Name<T>()
        where T : unmanaged =>
        Name(typeof(T)) ?? throw new NotSupportedException($"Columns of {typeof(T)} are not supported.");

    /// <summary>The size in bytes of an element type that can be read, or 0.</summary>
    public static int Size(string name) => name switch
    {
        "|u1" or "|i1" or "<u1" or "<i1" or "|b1" => 1,
        "<u2" or "<i2" or "<f2" => 2,
        "<u4" or "<i4" or "<f4" => 4,
        "<u8" or "<i8" or "<f8" => 8,
        _ => 0,
    };

    /// <summary>Whether two names mean the same bytes: a single byte has no order.</summary>
    public static bool Same(string left, string right) =>
        left == right || (left.Length == 3 && right.Length == 3 && left[2] == '1' && right[2] == '1' && left[1] == right[1]);

    /// <summary>What to do about a type that cannot be read.</summary>
    [SuppressMessage("Style", "IDE0072", Justification = "Every other type has the same advice.")]
    public static PluginALException Refuse(string path, string found, string expected)
    {
        var remedy = found.StartsWith('>') ? "it is big endian: save it again with x.astype('" + expected + "')" : $"save it again with x.astype('{expected}')";
        return PluginALException.Input($"{path} holds values of dtype '{found}', expected '{expected}': {remedy}.");
    }

    private static string? Name(Type type) =>
        type == typeof(float) ? "<f4"
        : type == typeof(double) ? "<f8"
        : type == typeof(Half) ? "<f2"
        : type == typeof(int) ? "<i4"
        : type == typeof(long) ? "<i8"
        : type == typeof(uint) ? "<u4"
        : type == typeof(ulong) ? "<u8"
        : type == typeof(byte) ? "|u1"
        : type == typeof(sbyte) ? "|i1"
        : type == typeof(ushort) ? "<u2"
        : type == typeof(short) ? "<i2"
        : null;
}
