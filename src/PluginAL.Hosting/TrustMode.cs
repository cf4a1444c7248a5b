namespace PluginAL.Hosting;

/// <summary>What happens to a plugin that nobody has trusted yet.</summary>
public enum TrustMode
{
    /// <summary>Whoever sits at the terminal is asked; without a terminal it is refused.</summary>
    Prompt,

    /// <summary>It is refused, and nobody is asked.</summary>
    Strict,

    /// <summary>It is loaded: nothing is checked.</summary>
    Off,
}
