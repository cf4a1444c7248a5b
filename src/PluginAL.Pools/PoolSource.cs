namespace PluginAL.Pools;

/// <summary>Where rows come from: a file, or a stream such as standard input.</summary>
public sealed class PoolSource
{
    private PoolSource(string name, string? path, Stream? stream, PoolFormat format)
    {
        Name = name;
        Path = path;
        Stream = stream;
        Format = format;
    }

    /// <summary>What errors and provenance call it.</summary>
    public string Name { get; }

    /// <summary>The path, where it is a file.</summary>
    public string? Path { get; }

    /// <summary>The format.</summary>
    public PoolFormat Format { get; }

    internal Stream? Stream { get; }

    /// <summary>A file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="format">Its format.</param>
    /// <returns>The source.</returns>
    public static PoolSource FromFile(string path, PoolFormat format = PoolFormat.Detect)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PoolSource(path, path, null, format);
    }

    /// <summary>A stream that is read once, from where it stands to its end. NPY features need a file.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <param name="name">What errors and provenance call it, such as <c>standard input</c>.</param>
    /// <param name="format">Its format.</param>
    /// <returns>The source.</returns>
    public static PoolSource FromStream(Stream stream, string name, PoolFormat format = PoolFormat.Detect)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new PoolSource(name, null, stream, format);
    }
}
