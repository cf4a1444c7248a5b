using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PluginAL.Scoring.Tests;

/// <summary>Runs the tests of this assembly once more for each path that a process on this machine can be made to take.</summary>
public class ForcedPathTests
{
    private static readonly string Filter = Without(nameof(ForcedPathTests), "Every_path_has", "allocates_nothing");

    /// <summary>
    /// Not again what compares all paths within one process, nor what takes seconds without vectors: the workflow runs those too. With
    /// AVX2 that process takes one of two widths, so that there it is worth the time.
    /// </summary>
    private static readonly string Slow =
        Without("Clustering", "InvertedFileIndexTests", "ExactNeighboursTests", "wherever_it_stands", "the_separate_steps");

    private static string Without(params string[] names) => string.Join('&', names.Select(name => $"FullyQualifiedName!~{name}"));

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
            settings.Add("DOTNET_EnableAVX512", "0");
            settings.Add("DOTNET_EnableAVX2", "0");
            settings.Add("DOTNET_EnableHWIntrinsic", "0");
            return settings;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public Task The_suite_passes_in_a_process_that_is_forced_to_another_path(string variable, string value) =>
        Run(variable, value, $"{Filter}&{Slow}");

    /// <summary>Most processors with AVX-512 take it by themselves; then AVX2 is what is left to be run.</summary>
    [Avx512Fact]
    public Task The_whole_suite_passes_with_the_width_of_registers_that_is_not_taken_by_itself() =>
        Run(Kernel.EnvironmentVariable, Kernel.Supported[0] == KernelPath.Avx512 ? "avx2" : "avx512", Filter);

    private static async Task Run(string variable, string value, string filter)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "vstest", typeof(ForcedPathTests).Assembly.Location, $"--TestCaseFilter:{filter}" },
        };
        start.Environment.Remove(Kernel.EnvironmentVariable);
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{variable}={value}:\n{output}");
        Match passed = Regex.Match(output, @"Passed: +(\d+)");
        Assert.True(passed.Success && int.Parse(passed.Groups[1].Value, CultureInfo.InvariantCulture) > 80, output);
    }
}
