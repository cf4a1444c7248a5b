namespace PluginAL.Hosting.Internals;

/// <summary>Collects what a load context did. Holds texts only: an exception object would keep the plugin's code in memory.</summary>
internal sealed class LoadLog(string assemblyPath)
{
    private readonly Lock _gate = new();
    private readonly List<LoadResolution> _resolutions = [];
    private readonly HashSet<LoadResolution> _seen = [];
    private readonly List<string> _warnings = [];

    private (string Path, string Sha256) _from = ("", "");

    /// <summary>Notes which copy of the assembly is loaded, and the SHA-256 of its content.</summary>
    public void From(string path, string sha256)
    {
        lock (_gate)
        {
            _from = (path, sha256);
        }
    }

    public void Add(LoadResolution resolution)
    {
        lock (_gate)
        {
            // The runtime asks again for what another context gave it; one entry says it.
            if (_seen.Add(resolution))
            {
                _resolutions.Add(resolution);
            }
        }
    }

    public void Warn(string warning)
    {
        lock (_gate)
        {
            _warnings.Add(warning);
        }
    }

    public LoadReport Report()
    {
        lock (_gate)
        {
            return new LoadReport(assemblyPath, _from.Path, _from.Sha256, [.. _resolutions], [.. _warnings]);
        }
    }
}
