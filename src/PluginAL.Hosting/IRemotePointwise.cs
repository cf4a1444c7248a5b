using PluginAL.Abstractions;

namespace PluginAL.Hosting;

/// <summary>
/// A pointwise strategy that runs in another process, where each call costs a message there and one back: whoever calls it does so with blocks as large as
/// they come. The plugin itself still sees blocks of the usual size.
/// </summary>
public interface IRemotePointwise : IPointwiseStrategy;
