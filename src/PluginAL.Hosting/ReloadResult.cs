namespace PluginAL.Hosting;

/// <summary>How a reload ended.</summary>
/// <param name="IsReloaded">Whether the new version took over; else the old one goes on as it was.</param>
/// <param name="Previous">What became of the old version: <see cref="PluginState.Unloaded"/> or <see cref="PluginState.Leaked"/>; where it goes on, its state.</param>
/// <param name="Outcome">What happened, in one line, with the reason where it failed.</param>
public sealed record ReloadResult(bool IsReloaded, PluginState Previous, string Outcome);
