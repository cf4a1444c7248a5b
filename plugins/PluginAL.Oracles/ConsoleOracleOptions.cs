namespace PluginAL.Oracles;

/// <summary>What can be set for <see cref="ConsoleOracle"/>.</summary>
public sealed record ConsoleOracleOptions
{
    private static string CurrentUser => Environment.UserName is { Length: > 0 } name ? name : "console";

    /// <summary>Who answers; the user of this machine, unless given.</summary>
    /// <value>The user of this machine.</value>
    public string Annotator { get; init; } = CurrentUser;
}
