using System.Diagnostics;

namespace PluginAL.Pools.Tests;

/// <summary>A test that needs a Python with NumPy; where there is none it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NumPyFactAttribute : FactAttribute
{
    private static readonly string? Python = new[] { "python3", "/usr/bin/python3", "python" }.FirstOrDefault(HasNumPy);

    public NumPyFactAttribute()
    {
        if (Python is null)
        {
            Skip = "No Python with NumPy was found (tried python3, /usr/bin/python3, python); install NumPy to run this test.";
        }
    }

    /// <summary>Runs a script and gives its standard output.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, error) = Start(Python!, ["-c", script, .. arguments]);
        Assert.True(exitCode == 0, error);
        return output.ReplaceLineEndings("\n").Trim();
    }

    private static bool HasNumPy(string python)
    {
        try
        {
            return Start(python, ["-c", "import numpy"]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int ExitCode, string Output, string Error) Start(string python, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
