using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace PluginAL.Cli.Tests;

/// <summary>NPY files, written and read without the code under test.</summary>
internal static partial class Npy
{
    public static void Write<T>(string path, ReadOnlySpan<T> values, string dtype, string shape, bool fortran = false)
        where T : unmanaged
    {
        var header = $"{{'descr': '{dtype}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        header += new string(' ', 63 - ((10 + header.Length) % 64)) + "\n";
        using var stream = File.Create(path);
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    public static void WriteMatrix(string path, float[] values, int width) => Write<float>(path, values, "<f4", $"({values.Length / width}, {width})");

    public static float[] ReadFloats(string path, out string shape)
    {
        var bytes = File.ReadAllBytes(path);
        var length = bytes[8] | (bytes[9] << 8);
        var header = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.Contains("'<f4'", header, StringComparison.Ordinal);
        Assert.Contains("'fortran_order': False", header, StringComparison.Ordinal);
        shape = Shape().Match(header).Value;
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + length)).ToArray();
    }

    [GeneratedRegex(@"\([0-9, ]*\)")]
    private static partial Regex Shape();
}
