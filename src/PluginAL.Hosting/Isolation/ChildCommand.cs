using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>The command that runs a plugin in a process of its own.</summary>
internal static class ChildCommand
{
    /// <summary>The environment variable with the Python that runs plugins in Python.</summary>
    public const string PythonVariable = "PLUGINAL_PYTHON";

    public static ProcessStartInfo For(string pluginPath, PrivateFolder folder, long memoryLimit) =>
        pluginPath.EndsWith(".py", StringComparison.OrdinalIgnoreCase) ? Python(pluginPath, folder) : DotNet(folder, memoryLimit);

    /// <summary>
    /// <c>dotnet exec PluginAL.Hosting.dll</c>, with this process's own framework: it finds the other contract assemblies beside itself, so it needs nothing
    /// that this application does not have.
    /// </summary>
    private static ProcessStartInfo DotNet(PrivateFolder folder, long memoryLimit)
    {
        var assembly = typeof(ChildCommand).Assembly.Location;
        if (assembly.Length == 0)
        {
            throw PluginALException.Work("A plugin cannot have a process of its own here, because this application is one file; publish it without PublishSingleFile, or run the plugin in process.");
        }

        var settings = System.IO.Path.Combine(folder.Path, "child.runtimeconfig.json");
        File.WriteAllText(
            settings,
            $$$"""
            {"runtimeOptions": {
              "tfm": "net10.0",
              "framework": {"name": "Microsoft.NETCore.App", "version": "{{{Environment.Version.ToString(3)}}}"},
              "configProperties": {"System.GC.Server": false, "System.Globalization.Invariant": true}
            }}
            """);
        var start = new ProcessStartInfo(Muxer()) { ArgumentList = { "exec", "--runtimeconfig", settings, assembly } };

        // Of the settings of the runtime, those for this process are not for its child: hooks, profilers, another collector.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_GC", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_STARTUP_HOOKS").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = memoryLimit.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    private static ProcessStartInfo Python(string pluginPath, PrivateFolder folder)
    {
        var modules = Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "python")).FullName;
        using (var source = typeof(ChildCommand).Assembly.GetManifestResourceStream("pluginal.py")!)
        using (var target = File.Create(System.IO.Path.Combine(modules, "pluginal.py")))
        {
            source.CopyTo(target);
        }

        var python = Environment.GetEnvironmentVariable(PythonVariable) is { Length: > 0 } given ? given : "python3";
        var start = new ProcessStartInfo(python) { ArgumentList = { "-B", "-u", pluginPath } };
        start.Environment["PYTHONPATH"] = start.Environment.TryGetValue("PYTHONPATH", out var others) && others is { Length: > 0 } ? $"{modules}{System.IO.Path.PathSeparator}{others}" : modules;

        // What lies beside the plugin is not part of it, and is not imported (from Python 3.11 on; elsewhere nothing lies beside the copy that is run).
        start.Environment["PYTHONSAFEPATH"] = "1";
        return start;
    }

    private static string Muxer()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } own && System.IO.Path.GetFileName(own) == name)
        {
            return own;
        }

        // .../shared/Microsoft.NETCore.App/10.0.0/
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return System.IO.Path.Combine(root, name) is var beside && File.Exists(beside) ? beside : name;
    }
}
