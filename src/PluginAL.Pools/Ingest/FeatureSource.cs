using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>An NPY file of features whose header was checked.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">N, at least 1.</param>
/// <param name="Width">D, at least 1.</param>
/// <param name="Dtype">The element type: <c>&lt;f4</c>, <c>&lt;f8</c>, <c>&lt;f2</c>, <c>&lt;u2</c> or <c>|i1</c>.</param>
internal sealed record FeatureSource(string Path, long Rows, int Width, string Dtype)
{
    private const string AllTypes = "'<f4', '<f8', '<f2', '<u2' with --encoding bfloat16, or '|i1' with --scale";

    /// <summary>The column of a pool that holds such features.</summary>
    public PoolColumnInfo Column => PoolColumnInfo.Dense(Width, Dtype == "<f8" ? "<f4" : Dtype);

    /// <summary>Reads a header and compares it with what the options say.</summary>
    public static FeatureSource Inspect(string path, PoolBuildOptions options)
    {
        using var stream = SourceStream.Open(PoolSource.FromFile(path), headSize: 4096);
        var header = NpyHeader.Read(stream, path);
        var dtype = NpyType.Same(header.Type, "|i1") ? "|i1" : header.Type;
        if (dtype is not ("<f4" or "<f8" or "<f2" or "<u2" or "|i1"))
        {
            throw dtype.StartsWith('>') ? NpyType.Refuse(path, dtype, "<f4")
                : PluginALException.Input($"{path} holds values of dtype '{dtype}', expected {AllTypes}: save it again with x.astype('<f4').");
        }

        Require(path, dtype, "<u2", options.FeatureEncoding is not null, "--encoding bfloat16");
        Require(path, dtype, "|i1", options.ScalePath is not null, "--scale S.npy");
        if (header.Shape.Length != 2)
        {
            throw PluginALException.Input(
                $"{path} has shape {header.ShapeText}, expected (n, D), one row of features per item: reshape it, for one column with x.reshape(-1, 1).");
        }

        var width = NpyChecks.Header(path, header, header.Type);
        NpyChecks.Length(path, header, width, NpyType.Size(dtype), new FileInfo(path).Length);
        return header.RowCount == 0 || width == 0
            ? throw PluginALException.Input($"{path} has shape {header.ShapeText}, expected at least one row and one column: give a file with features.")
            : new FeatureSource(path, header.RowCount, width, dtype);
    }

    /// <summary>Refuses an encoding or a scale where the features come from elsewhere than an NPY file, and an unknown encoding.</summary>
    public static void CheckOptions(PoolBuildOptions options, bool hasNpy)
    {
        if (options.FeatureEncoding is not null and not PoolColumnInfo.BFloat16Encoding)
        {
            throw PluginALException.Usage($"--encoding is '{options.FeatureEncoding}'; the one encoding that needs saying is {PoolColumnInfo.BFloat16Encoding}.");
        }

        if (!hasNpy && (options.FeatureEncoding ?? options.ScalePath) is not null)
        {
            throw PluginALException.Usage("--encoding and --scale say what the values of NPY features stand for; give them with such features.");
        }
    }

    private static void Require(string path, string dtype, string expected, bool said, string option)
    {
        var needed = dtype == expected;
        if (said != needed)
        {
            throw needed
                ? PluginALException.Usage($"{path} holds values of dtype '{dtype}', which do not say what they stand for; give {option}.")
                : PluginALException.Usage($"{path} holds values of dtype '{dtype}', and {option} is for '{expected}'; leave it out.");
        }
    }
}
