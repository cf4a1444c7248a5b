using PluginAL.Abstractions;

namespace PluginAL.Hosting;

/// <summary>
/// Which strategies, learners and oracles run in a process of their own. What they do there cannot end this process: a crash, an
/// endless call or too much memory ends theirs, and is named. Plugins in other languages always run so; featurisers, stopping criteria and
/// oracles that ask a person never do.
/// </summary>
public sealed record PluginIsolation
{
    /// <summary>Every plugin runs in this process, except those in other languages.</summary>
    public static PluginIsolation None { get; } = new();

    /// <summary>Every strategy, learner and oracle runs in a process of its own.</summary>
    public static PluginIsolation All { get; } = new() { IsAll = true };

    /// <summary>Whether all do.</summary>
    public bool IsAll { get; init; }

    /// <summary>The names of those that do, or the file names of their assemblies, such as <c>My.dll</c>.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>Bytes of memory that such a process may have for its own, without the files that it maps.</summary>
    /// <value>2 GiB. At least 64 MiB.</value>
    public long MemoryLimit { get; init; } = 2L << 30;

    /// <summary>
    /// How many ends of its process in a row, without a call that succeeded between them, make a plugin <see cref="PluginState.Faulted"/>. Until then the
    /// next call starts another, after a pause that doubles each time.
    /// </summary>
    /// <value>5.</value>
    public int MostRestarts { get; init; } = 5;

    /// <summary>The pause before the second restart in a row; the first has none.</summary>
    /// <value>0.1 seconds.</value>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads what the tool's <c>--isolate</c> says.</summary>
    /// <param name="text"><c>all</c>, or names with commas between them.</param>
    /// <returns>What it asks for.</returns>
    /// <exception cref="PluginALException">A name is empty (<see cref="ErrorKind.Usage"/>).</exception>
    public static PluginIsolation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "all")
        {
            return All;
        }

        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.All(name => name.Length > 0)
            ? new PluginIsolation { Names = names }
            : throw PluginALException.Usage($"--isolate is '{text}'; give all, or the names of plugins with one comma between them.");
    }

    internal bool Isolates(PluginKind kind, string name, string assemblyPath) =>
        kind is PluginKind.Strategy or PluginKind.Learner or PluginKind.Oracle
        && (IsAll || Names.Contains(name, StringComparer.Ordinal) || Names.Contains(Path.GetFileName(assemblyPath), StringComparer.Ordinal));
}
