using PluginAL.Abstractions;

namespace PluginAL.Engine.Experiments;

/// <summary>The labelled rows that an experiment measures on.</summary>
/// <param name="Features">(n, D), as the pool's.</param>
/// <param name="Classes">n class indices in <paramref name="ClassNames"/>.</param>
/// <param name="ClassNames">The pool's classes, in its order, then those that only the test part has.</param>
public sealed record TestPart(FeatureMatrix Features, IReadOnlyList<int> Classes, IReadOnlyList<string> ClassNames);
