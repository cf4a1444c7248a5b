namespace PluginAL.Storage;

/// <summary>A session began, or went on after it had been interrupted.</summary>
/// <param name="ConfigJson">The whole configuration as JSON: whoever resumes compares it with its own.</param>
public sealed record SessionStarted(string ConfigJson) : LedgerEvent;
