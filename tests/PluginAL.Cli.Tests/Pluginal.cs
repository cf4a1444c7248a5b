using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PluginAL.Cli.Tests;

/// <summary>The built tool as a child process without a terminal.</summary>
internal static class Pluginal
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // artifacts/bin/PluginAL.Cli.Tests/release/ → artifacts/bin/PluginAL.Cli/release/
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "PluginAL.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    public static string PluginFolder { get; } = Path.Combine(Folder, "plugins");

    /// <summary>Runs the tool in a folder, to its end.</summary>
    public static ToolResult Run(string folder, params ReadOnlySpan<string> arguments) => Run(folder, null, [], arguments);

    /// <summary>Runs the tool with something to read on standard input and with further environment variables.</summary>
    public static ToolResult Run(string folder, string? input, (string Name, string Value)[] environment, params ReadOnlySpan<string> arguments)
    {
        using var process = Start(folder, environment, arguments);
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        return Finish(process);
    }

    /// <summary>Starts the tool.</summary>
    public static Process Start(string folder, params ReadOnlySpan<string> arguments) => Start(folder, [], arguments);

    /// <summary>Waits for the end of a process, and looks at what every run must keep to.</summary>
    public static ToolResult Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"The tool did not end within {Patience}.");
        }

        var result = new ToolResult(process.ExitCode, output.Result, error.Result);
        AssertPlain(result.Output);
        AssertPlain(result.Error);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
        return result;
    }

    public static void Signal(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    /// <summary>Starts the tool with further environment variables.</summary>
    public static Process Start(string folder, (string Name, string Value)[] environment, ReadOnlySpan<string> arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (IgnoresInterrupts())
        {
            // As a job in the background of a script this process ignores SIGINT, and its children would as well.
            start.FileName = "env";
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add(host);
        }

        start.ArgumentList.Add(Path.Combine(Folder, "pluginal.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("PLUGINAL_KERNEL");
        start.Environment.Remove("PLUGINAL_TRUST");
        start.Environment["PLUGINAL_TRUST_FILE"] = Path.Combine(folder, "trust.json");
        start.Environment["PLUGINAL_CACHE"] = Path.Combine(AppContext.BaseDirectory, "plugin-cache");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Interrupt - 1))) != 0;
    }

    private static void AssertPlain(string text)
    {
        var at = text.AsSpan().IndexOfAnyExceptInRange(' ', char.MaxValue);
        while (at >= 0)
        {
            Assert.True(text[at] is '\n' or '\r' or '\t', $"control character {(int)text[at]:X2} at {at} of: {text}");
            var next = text.AsSpan(at + 1).IndexOfAnyExceptInRange(' ', char.MaxValue);
            at = next < 0 ? -1 : at + 1 + next;
        }

        Assert.DoesNotContain('\u007f', text);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
