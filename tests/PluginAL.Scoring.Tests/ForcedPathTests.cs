using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PluginAL.Scoring.Tests;

/// <summary>Runs the tests of this assembly once more for each path that a process on this machine can be made to take.</summary>
public class ForcedPathTests
{
    /// <summary>Not again what compares all paths within one process, nor the runs themselves.</summary>
    private const string Filter = "FullyQualifiedName!~ForcedPathTests&FullyQualifiedName!~Every_path_has&FullyQualifiedName!~allocates_nothing";

    public static TheoryData<string, string> Settings
    {
        get
        {
            var settings = new TheoryData<string, string>
            {
                { Kernel.EnvironmentVariable, "vector128" },
                { Kernel.EnvironmentVariable, "scalar" },
            };
            if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return settings;
            settings.Add("DOTNET_EnableAVX2", "0");
            settings.Add("DOTNET_EnableHWIntrinsic", "0");
            return settings;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_suite_passes_in_a_process_that_is_forced_to_another_path(string variable, string value)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "vstest", typeof(ForcedPathTests).Assembly.Location, $"--TestCaseFilter:{Filter}" },
        };
        start.Environment.Remove(Kernel.EnvironmentVariable);
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{variable}={value}:\n{output}");
        Match passed = Regex.Match(output, @"Passed: +(\d+)");
        Assert.True(passed.Success && int.Parse(passed.Groups[1].Value, CultureInfo.InvariantCulture) > 100, output);
    }
}
