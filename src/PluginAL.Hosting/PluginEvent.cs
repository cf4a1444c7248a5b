namespace PluginAL.Hosting;

/// <summary>Something that happened to a plugin assembly.</summary>
/// <param name="Number">Its place in the order of events of this host, from 0.</param>
/// <param name="At">When.</param>
/// <param name="AssemblyPath">The assembly, as <see cref="PluginInfo.AssemblyPath"/> has it.</param>
/// <param name="State">The state that it led to.</param>
/// <param name="Outcome">What happened, in one line, with the reason where it failed.</param>
public sealed record PluginEvent(long Number, DateTimeOffset At, string AssemblyPath, PluginState State, string Outcome);
