using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>A fitted part of a <see cref="FeaturePipeline"/>.</summary>
/// <param name="Name">The name of the featuriser plugin.</param>
/// <param name="Version">The version of the plugin that fitted it.</param>
/// <param name="Encoder">The encoder.</param>
public sealed record FeaturePart(string Name, string Version, IFeatureEncoder Encoder);
