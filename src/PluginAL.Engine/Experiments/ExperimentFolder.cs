using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Storage;

namespace PluginAL.Engine.Experiments;

/// <summary>The folder of an experiment: the ledger, the pools made for it, the results.</summary>
internal sealed class ExperimentFolder : IDisposable
{
    private const string SettingsSession = "experiment";
    private const string Manifest = "pool.json";

    private ExperimentFolder(string path, Ledger ledger)
    {
        Path = path;
        Ledger = ledger;
    }

    public string Path { get; }

    public Ledger Ledger { get; }

    /// <summary>Whether something has been labelled or measured here.</summary>
    public bool HasRuns => Ledger.Sessions().Any(session => session.Name != SettingsSession);

    /// <summary>The pool made of the training data, where these are a file.</summary>
    public string TrainPool => File("train.pool");

    /// <summary>The pool made of the test data, where these are a file.</summary>
    public string TestPool => File("test.pool");

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

    /// <summary>
    /// Holds an experiment that goes on to what it began with. As long as it has not completed a round, as when it
    /// was begun with the wrong data, it may begin anew.
    /// </summary>
    public void RequireSame(IReadOnlyDictionary<string, string> settings)
    {
        if (Ledger.Read(SettingsSession).Select(entry => entry.Event).OfType<SessionStarted>().LastOrDefault() is { } started)
        {
            var before = JsonSerializer.Deserialize<Dictionary<string, string>>(started.ConfigJson)!;
            var changed = settings.FirstOrDefault(setting => before.GetValueOrDefault(setting.Key) != setting.Value);
            if (changed.Key is null)
            {
                return;
            }

            if (HasRuns)
            {
                throw PluginALException.Input(
                    $"{Path} holds an experiment with {changed.Key} = {Short(before.GetValueOrDefault(changed.Key))}, and now it is {Short(changed.Value)}; run it as before to go on, or give another folder.");
            }

            // Without its manifest a pool is an interrupted one, which is made again.
            foreach (var manifest in new[] { TrainPool, TestPool }.Select(pool => System.IO.Path.Combine(pool, Manifest)).Where(System.IO.File.Exists))
            {
                System.IO.File.Delete(manifest);
            }
        }

        Ledger.Append(SettingsSession, [new SessionStarted(JsonSerializer.Serialize(settings))]);
    }

    public void Dispose() => Ledger.Dispose();

    private static string Short(string? value) => value switch
    {
        null or "" => "nothing",
        { Length: <= 80 } => value,
        _ => value[..30] + "...",
    };

    // A ledger whose making was interrupted leaves its journal at most.
    private static bool IsForeign(string entry) => !System.IO.Path.GetFileName(entry).StartsWith("ledger.db", StringComparison.Ordinal);
}
