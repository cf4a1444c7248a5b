namespace PluginAL.Abstractions;

/// <summary>What a stopping criterion says.</summary>
/// <param name="Stop">Whether to stop.</param>
/// <param name="Reason">One line that says why, or how far it is.</param>
public sealed record StopVerdict(bool Stop, string Reason);
