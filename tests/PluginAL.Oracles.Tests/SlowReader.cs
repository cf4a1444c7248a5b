using System.Collections.Concurrent;

namespace PluginAL.Oracles.Tests;

/// <summary>A person who takes time to answer.</summary>
internal sealed class SlowReader : TextReader
{
    private readonly BlockingCollection<string> _lines = [];

    /// <summary>Released once for each line that is waited for.</summary>
    public SemaphoreSlim Asked { get; } = new(0);

    public void Say(string line) => _lines.Add(line);

    public override string ReadLine()
    {
        Asked.Release();
        return _lines.Take();
    }

    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        Asked.Dispose();
        base.Dispose(disposing);
    }
}
