using Microsoft.Extensions.Logging;
using PluginAL.Abstractions;

namespace PluginAL.DependencyInjection;

/// <summary>Sends what plugins say to a logger.</summary>
internal sealed partial class LoggerLog(ILogger logger) : IPluginLog
{
    public void Information(string message) => Say(message);

    public void Warning(string message) => Warn(message);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message}")]
    private partial void Say(string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message}")]
    private partial void Warn(string message);
}
