using System.Runtime.CompilerServices;

namespace PluginAL.Generators.Tests.Records;

/// <summary>
/// Texts that were looked at and kept beside the tests. <c>PLUGINAL_UPDATE_SNAPSHOTS=1</c> writes them anew; the difference is then read before it
/// is committed.
/// </summary>
internal static class Snapshots
{
    public static void Match(string name, string text, [CallerFilePath] string caller = "")
    {
        // Read beside the tests' assembly: a build for release knows no folder of its sources.
        var path = Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".verified.txt");
        if (Environment.GetEnvironmentVariable("PLUGINAL_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name + ".verified.txt"), text);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{name} has no snapshot: run with PLUGINAL_UPDATE_SNAPSHOTS=1, read it, and commit it.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
