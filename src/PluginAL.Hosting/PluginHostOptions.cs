using PluginAL.Abstractions;

namespace PluginAL.Hosting;

/// <summary>How a host treats plugins.</summary>
public sealed record PluginHostOptions
{
    /// <summary>Which plugins may be loaded.</summary>
    /// <value>Null by default: what the environment variables ask for, and nobody is asked; see <see cref="PluginTrust.FromEnvironment"/>.</value>
    public PluginTrust? Trust { get; init; }

    /// <summary>The folder with the copies that plugins are loaded from.</summary>
    /// <value>
    /// Null by default: what <c>PLUGINAL_CACHE</c> says, else a folder of the user's; where that cannot be written, a temporary one that
    /// goes with the host.
    /// </value>
    public string? CacheFolder { get; init; }

    /// <summary>How long a call to a plugin may take; past it the call is abandoned and the plugin faulted.</summary>
    /// <value>Infinite by default.</value>
    public TimeSpan CallLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a call may go on after it was cancelled, before it is abandoned.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long loading an assembly and making a plugin may take.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan LoadLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long unloading waits for calls that run.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Which plugins run in a process of their own.</summary>
    /// <value><see cref="PluginIsolation.None"/>.</value>
    public PluginIsolation Isolation { get; init; } = PluginIsolation.None;

    /// <summary>Makes the load contexts of plugins that run in this process, for hosts that have a loader already. All else stays: checks, trust, copies, limits, unloading.</summary>
    /// <value>Null by default: the host's own, which also notes how each dependency was found.</value>
    public PluginContextFactory? LoadContext { get; init; }

    /// <summary>Where plugins say things outside of calls; see <see cref="PluginOptions.Log"/>.</summary>
    /// <value>Null by default: nobody listens.</value>
    public IPluginLog? Log { get; init; }
}
