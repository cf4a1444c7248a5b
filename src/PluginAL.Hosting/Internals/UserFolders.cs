namespace PluginAL.Hosting.Internals;

/// <summary>Where a user's settings and caches lie: on Linux where the XDG base directory specification says, elsewhere where the system says.</summary>
internal static class UserFolders
{
    public static string Settings => Of("XDG_CONFIG_HOME", ".config", Environment.SpecialFolder.ApplicationData);

    public static string Caches => Of("XDG_CACHE_HOME", ".cache", Environment.SpecialFolder.LocalApplicationData);

    private static string Of(string variable, string inHome, Environment.SpecialFolder elsewhere)
    {
        // Not verified: of a home that does not exist nothing would be left, and what is trusted would be read from the current folder.
        const Environment.SpecialFolderOption Always = Environment.SpecialFolderOption.DoNotVerify;
        if (!OperatingSystem.IsLinux())
        {
            return Environment.GetFolderPath(elsewhere, Always);
        }

        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Always), inHome);
    }
}
