namespace PluginAL.Pools;

/// <summary>A featuriser that made a part of the features.</summary>
/// <param name="Name">The name of the plugin.</param>
/// <param name="Version">The version that fitted it.</param>
public sealed record PoolFeaturiserInfo(string Name, string Version);
