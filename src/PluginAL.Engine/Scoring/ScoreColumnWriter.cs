using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// Writes all scores as a float32 column in row order, though threads make them in another: what comes early waits until
/// what is before it has come. Written beside its place and renamed when complete.
/// </summary>
public sealed class ScoreColumnWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly NpyWriter<float> _writer;
    private readonly SortedDictionary<long, float[]> _waiting = [];
    private readonly Lock _gate = new();
    private long _next;
    private bool _complete;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file; replaced if it is an NPY file.</param>
    /// <exception cref="PluginALException">The path exists and is something else.</exception>
    public ScoreColumnWriter(string path)
    {
        RequireReplaceable(path);
        _path = path;
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        _temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Environment.ProcessId}.tmp");
        _writer = NpyWriter<float>.Create(_temporary);
    }

    /// <summary>Takes the scores of consecutive rows. May be called from several threads.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="scores">Their scores.</param>
    public void Add(long firstRow, ReadOnlySpan<float> scores)
    {
        lock (_gate)
        {
            if (firstRow != _next)
            {
                _waiting.Add(firstRow, scores.ToArray());
                return;
            }

            _writer.Write(scores);
            _next += scores.Length;
            while (_waiting.Remove(_next, out var following))
            {
                _writer.Write(following);
                _next += following.Length;
            }
        }
    }

    /// <summary>Ends the file and puts it in its place.</summary>
    public void Complete()
    {
        _writer.Complete();
        _writer.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _complete = true;
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        if (!_complete)
        {
            _writer.Dispose();
            File.Delete(_temporary);
        }
    }

    private static void RequireReplaceable(string path)
    {
        if (Directory.Exists(path))
        {
            throw PluginALException.Input($"{path} is a directory; give a file name for the scores.");
        }

        if (!File.Exists(path))
        {
            return;
        }

        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[6];
        if (file.Length > 0 && (file.ReadAtLeast(start, 6, throwOnEndOfStream: false) < 6 || start[0] != 0x93 || !start[1..].SequenceEqual("NUMPY"u8)))
        {
            throw PluginALException.Input($"{path} exists and is not an NPY file, so it is not overwritten; give another name or remove it.");
        }
    }
}
