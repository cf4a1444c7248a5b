using System.Text.Json;

namespace PluginAL.Cli.Tests;

/// <summary>What a run of the tool gave.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
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
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        foreach (var word in words)
        {
            Assert.Contains(word, Error, StringComparison.Ordinal);
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
}
