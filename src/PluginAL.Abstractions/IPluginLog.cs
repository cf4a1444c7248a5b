namespace PluginAL.Abstractions;

/// <summary>Where a plugin says things. Messages carry the plugin's name and end on standard error, or wherever the host logs.</summary>
public interface IPluginLog
{
    /// <summary>Something worth knowing.</summary>
    /// <param name="message">One line.</param>
    void Information(string message);

    /// <summary>Something that should be looked at.</summary>
    /// <param name="message">One line.</param>
    void Warning(string message);
}
