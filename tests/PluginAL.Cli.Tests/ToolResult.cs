using System.Text.Json;
using System.Text.RegularExpressions;

namespace PluginAL.Cli.Tests;

/// <summary>What a run of the tool gave.</summary>
internal sealed partial record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts that the work was done.</summary>
    public ToolResult Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}{Output}");
        return this;
    }

    /// <summary>Asserts one line on standard error, with an exit code and everything that the line must name, and nothing on standard output.</summary>
    public void Fails(int exitCode, params ReadOnlySpan<string> words)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}\n{Error}{Output}");
        Assert.Equal("", Output);
        var said = Progress().Replace(Error, "");
        Assert.StartsWith("error: ", said, StringComparison.Ordinal);
        Assert.Equal(said.Length - 1, said.IndexOf('\n', StringComparison.Ordinal));
        foreach (var word in words)
        {
            Assert.Contains(word, said, StringComparison.Ordinal);
        }
    }

    /// <summary>Asserts that standard output is one JSON object and nothing else, and gives it.</summary>
    public JsonElement Json()
    {
        Succeeds();
        using var document = JsonDocument.Parse(Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }

    // What a busy machine takes its time for tells how far it has come.
    [GeneratedRegex(@"^[a-z ]+: [0-9]+ %.*\n", RegexOptions.Multiline)]
    private static partial Regex Progress();
}
