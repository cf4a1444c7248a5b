namespace PluginAL.Abstractions;

/// <summary>Who has to act on an error; the tool turns it into its exit code.</summary>
public enum ErrorKind
{
    /// <summary>The work itself failed (exit code 1).</summary>
    Work = 1,

    /// <summary>The command line, or an option of a plugin, is wrong (exit code 2).</summary>
    Usage = 2,

    /// <summary>The input is wrong: data, pool, model, configuration or plugin (exit code 3).</summary>
    Input = 3,
}
