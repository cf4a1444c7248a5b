using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>Nobody listens.</summary>
internal sealed class LabLog : IPluginLog
{
    public static readonly LabLog Instance = new();

    public void Information(string message)
    {
    }

    public void Warning(string message)
    {
    }
}
