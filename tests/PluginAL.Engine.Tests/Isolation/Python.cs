using System.Diagnostics;
using PluginAL.Hosting;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>A Python with the modules that the samples need, if this machine has one.</summary>
internal static class Python
{
    private static readonly Dictionary<string, string?> Found = [];

    /// <summary>Plugins in Python are not built in, so they are trusted here.</summary>
    public static PluginHostOptions TrustAll { get; } = new() { Trust = new PluginTrust(TrustMode.Off, new TrustStore()) };

    /// <summary>Finds one, and makes it that which runs plugins.</summary>
    public static string? With(string modules)
    {
        lock (Found)
        {
            if (!Found.TryGetValue(modules, out var python))
            {
                Found.Add(modules, python = Array.Find(["python3", "/usr/bin/python3", "python"], candidate => Imports(candidate, modules)));
            }

            if (python is not null)
            {
                Environment.SetEnvironmentVariable("PLUGINAL_PYTHON", python);
            }

            return python;
        }
    }

    public static string Sample(string name) => Path.Combine(Root(), "samples", "python", name);

    public static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "PluginAL.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"No PluginAL.sln above {AppContext.BaseDirectory}.");
        }

        return directory.FullName;
    }

    private static bool Imports(string python, string modules)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import " + modules]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs a Python with modules, and is skipped visibly where there is none.</summary>
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string modules)
    {
        if (Python.With(modules) is null)
        {
            Skip = $"No Python with {modules} was found (tried python3, /usr/bin/python3, python); install them to run this test.";
        }
    }
}
