using PluginAL.Abstractions;
using PluginAL.Storage;

namespace PluginAL.Engine.Experiments;

/// <summary>The folder of an experiment: the ledger, the pools made for it, the results.</summary>
internal sealed class ExperimentFolder : IDisposable
{
    private const string SettingsSession = "experiment";

    private ExperimentFolder(string path, Ledger ledger)
    {
        Path = path;
        Ledger = ledger;
    }

    public string Path { get; }

    public Ledger Ledger { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Opens the folder, and makes it where there is none. The ledger comes first, so a folder without one is not ours.</summary>
    public static ExperimentFolder Open(string path)
    {
        var ledger = System.IO.Path.Combine(path, "ledger.db");
        if (System.IO.File.Exists(path))
        {
            throw PluginALException.Input($"{path} is a file; give a folder for the results.");
        }

        if (Directory.Exists(path) && !System.IO.File.Exists(ledger) && Directory.EnumerateFileSystemEntries(path).Any(IsForeign))
        {
            throw PluginALException.Input($"{path} exists and is not the folder of an experiment (it has no ledger.db); give an empty or a new folder.");
        }

        Directory.CreateDirectory(path);
        return new ExperimentFolder(path, Ledger.Open(ledger));
    }

    /// <summary>Holds an experiment that goes on to what it began with.</summary>
    public void RequireSame(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var entry in Ledger.Read(SettingsSession))
        {
            if (entry.Event is not SessionStarted started)
            {
                continue;
            }

            var before = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(started.ConfigJson)!;
            foreach (var (name, value) in settings)
            {
                if (before.GetValueOrDefault(name) is var old && old != value)
                {
                    throw PluginALException.Input(
                        $"{Path} holds an experiment with {name} = {old ?? "nothing"}, and now it is {value}; run it as before to go on, or give another folder.");
                }
            }

            return;
        }

        Ledger.Append(SettingsSession, [new SessionStarted(System.Text.Json.JsonSerializer.Serialize(settings))]);
    }

    public void Dispose() => Ledger.Dispose();

    // A ledger whose making was interrupted leaves its journal at most.
    private static bool IsForeign(string entry) => !System.IO.Path.GetFileName(entry).StartsWith("ledger.db", StringComparison.Ordinal);
}
