using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>
/// An NPY file of features, (N, D), in any of the element types that can be scored: float32, float16, bfloat16 kept as uint16, and int8
/// with a scale.
/// </summary>
public sealed class FeatureFile : IDisposable
{
    /// <summary>The one name that <c>--encoding</c> takes: uint16 values that are the upper halves of float32.</summary>
    public const string BFloat16 = "bfloat16";

    private readonly List<IDisposable> _owned = [];

    private FeatureFile()
    {
    }

    /// <summary>The features.</summary>
    public FeatureMatrix Features { get; private set; } = null!;

    /// <summary>The bytes of the file that a row takes, without its scale.</summary>
    public double BytesPerRow { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file: <c>&lt;f4</c>, <c>&lt;f2</c>, <c>&lt;u2</c> or <c>|i1</c>.</param>
    /// <param name="encoding"><see cref="BFloat16"/> for <c>&lt;u2</c>; null otherwise.</param>
    /// <param name="scalePath">For <c>|i1</c>: an NPY file of one float32, or of N; null otherwise.</param>
    /// <returns>The file; it owns what it mapped.</returns>
    /// <exception cref="PluginALException">The file cannot be read as features, or what is said about it does not fit it.</exception>
    public static FeatureFile Open(string path, string? encoding = null, string? scalePath = null)
    {
        if (encoding is not null and not BFloat16)
        {
            throw PluginALException.Usage($"--encoding is '{encoding}'; the one encoding that needs saying is {BFloat16}.");
        }

        var type = NpyFile.ElementType(path);
        var isBytes = type is "|i1" or "<i1";
        RequireFit(path, type, "<u2", encoding is not null, type == "<u2", $"--encoding {BFloat16}");
        RequireFit(path, type, "|i1", scalePath is not null, isBytes, "--scale S.npy");
        var file = new FeatureFile();
        try
        {
            file.Features = type switch
            {
                "<f2" => file.Own(WidenedFeatures.Float16(file.Map<Half>(path, 2))),
                "<u2" => file.Own(WidenedFeatures.BFloat16(file.Map<ushort>(path, 2))),
                _ when isBytes => file.Own(WidenedFeatures.Int8(file.Map<sbyte>(path, 1), file.Own(NpyColumn<float>.Open(scalePath!)))),
                _ => new NpyFeatures(file.Map<float>(path, 4)),
            };
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        foreach (var item in Enumerable.Reverse(_owned))
        {
            item.Dispose();
        }
    }

    private static void RequireFit(string path, string type, string expected, bool said, bool needed, string option)
    {
        if (said != needed)
        {
            throw needed
                ? PluginALException.Usage($"{path} holds values of dtype '{type}', which do not say what they stand for; give {option}.")
                : PluginALException.Usage($"{path} holds values of dtype '{type}', and {option} is for '{expected}'; leave it out.");
        }
    }

    private NpyColumn<T> Map<T>(string path, int size)
        where T : unmanaged
    {
        var column = Own(NpyColumn<T>.Open(path));
        if (column.Shape.Count != 2 || column.Width == 0)
        {
            throw PluginALException.Input($"{path} has shape ({string.Join(", ", column.Shape)}); expected features of shape (N, D).");
        }

        BytesPerRow = (double)column.Width * size;
        return column;
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
