using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting;

/// <summary>A log whose messages begin with the name of the plugin that says them, one line each, and not without end.</summary>
/// <param name="inner">Where they go.</param>
/// <param name="plugin">The plugin, as messages name it.</param>
public sealed class PluginLog(IPluginLog inner, string plugin) : IPluginLog
{
    /// <summary>How many messages are passed on; then one says that there are no more.</summary>
    public const int Most = 1000;

    private int _count;

    /// <inheritdoc/>
    public void Information(string message)
    {
        if (Line(message) is { } line)
        {
            inner.Information(line);
        }
    }

    /// <inheritdoc/>
    public void Warning(string message)
    {
        if (Line(message) is { } line)
        {
            inner.Warning(line);
        }
    }

    private string? Line(string? message)
    {
        var count = Interlocked.Increment(ref _count);
        return count <= Most ? $"{plugin}: {Words.OneLine(message)}"
            : count == Most + 1 ? $"{plugin}: said {Most} things in one call; the rest is left out."
            : null;
    }
}
