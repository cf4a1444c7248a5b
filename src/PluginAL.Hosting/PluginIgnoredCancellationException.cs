namespace PluginAL.Hosting;

/// <summary>A call was cancelled, and the plugin went on all the same until it was abandoned.</summary>
/// <param name="message">One line with plugin, version, member and remedy.</param>
/// <param name="token">The token that was cancelled.</param>
public sealed class PluginIgnoredCancellationException(string message, CancellationToken token) : OperationCanceledException(message, token);
