namespace PluginAL.Tests;

/// <summary>A log that remembers.</summary>
internal sealed class Log : IPluginLog
{
    public List<string> Lines { get; } = [];

    public void Information(string message) => Lines.Add(message);

    public void Warning(string message) => Lines.Add(message);
}
