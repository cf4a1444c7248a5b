namespace PluginAL.Tests;

/// <summary>A test that restores a project outside the repository; where that cannot be done it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Packages, "microsoft.data.sqlite")) || !Directory.Exists(Path.Combine(Packages, "csvhelper")))
        {
            Skip = $"The packages that PluginAL depends on are not in {Packages}, so a project that uses it cannot be restored without the network.";
        }
    }

    /// <summary>The machine's folder of restored packages.</summary>
    public static string Packages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
