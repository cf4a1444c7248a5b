namespace PluginAL.Testing.Internals;

/// <summary>The rule says nothing about this plugin.</summary>
/// <param name="reason">Why.</param>
internal sealed class SkipException(string reason) : Exception(reason);
