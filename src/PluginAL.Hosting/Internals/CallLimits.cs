namespace PluginAL.Hosting.Internals;

/// <summary>How long calls to plugins may take.</summary>
/// <param name="Call">A call; infinite: as long as it wants.</param>
/// <param name="Grace">What is left of a call after it was cancelled.</param>
/// <param name="Load">Loading an assembly, or making a plugin.</param>
internal sealed record CallLimits(TimeSpan Call, TimeSpan Grace, TimeSpan Load);
