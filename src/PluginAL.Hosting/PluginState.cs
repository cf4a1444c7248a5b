namespace PluginAL.Hosting;

/// <summary>Where a plugin is in its life.</summary>
public enum PluginState
{
    /// <summary>Its metadata was read and found in order; none of its code has run.</summary>
    Discovered,

    /// <summary>It is not loaded, for a reason that was seen before running any of its code.</summary>
    Refused,

    /// <summary>Its assembly is loaded.</summary>
    Loaded,

    /// <summary>Its assembly could not be loaded, or its registration or constructor threw; the reason says what.</summary>
    Faulted,

    /// <summary>It is being unloaded: calls that run may end, new ones are refused.</summary>
    Draining,

    /// <summary>It was unloaded, and its memory is proven to be free. It may be loaded again.</summary>
    Unloaded,

    /// <summary>It was unloaded, but something still refers to it, so its memory stays taken. It may be loaded again.</summary>
    Leaked,
}
