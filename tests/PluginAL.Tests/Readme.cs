namespace PluginAL.Tests;

/// <summary>What README.md shows.</summary>
internal static class Readme
{
    /// <summary>The repository that these tests were built in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The session: the lines of C# after the marker.</summary>
    public static string Session()
    {
        var text = File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n");
        const string Start = "<!-- snippet: session -->\n```csharp\n";
        var from = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        Assert.True(from >= Start.Length, "README.md has no snippet 'session'.");
        return text[from..text.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PluginAL.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"No PluginAL.sln above {AppContext.BaseDirectory}.");
    }
}
