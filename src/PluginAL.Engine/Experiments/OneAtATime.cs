using PluginAL.Abstractions;

namespace PluginAL.Engine.Experiments;

/// <summary>What a log hears from several runs, one after another.</summary>
internal sealed class OneAtATime(IPluginLog log) : IPluginLog
{
    private readonly Lock _gate = new();

    public void Information(string message)
    {
        lock (_gate)
        {
            log.Information(message);
        }
    }

    public void Warning(string message)
    {
        lock (_gate)
        {
            log.Warning(message);
        }
    }
}
