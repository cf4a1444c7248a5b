using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>A featuriser that is to be fitted as one part of a pool's features.</summary>
/// <param name="Name">The name of the plugin, by which the saved encoder finds it again.</param>
/// <param name="Version">The version of the plugin.</param>
/// <param name="Featuriser">The featuriser.</param>
public sealed record FeaturiserPart(string Name, string Version, IFeaturiser Featuriser)
{
    /// <summary>
    /// Whether it is to see and encode each token of a sequence (<see cref="FieldValues.Token"/> of <see cref="FieldValues.Tokens"/>), and not
    /// each record.
    /// </summary>
    public bool OfTokens { get; init; }
}
