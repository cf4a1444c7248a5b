using PluginAL.Abstractions;
using PrivateDependency;

namespace UsesDependency;

/// <summary>Scores every row with the version of the private dependency that it was given.</summary>
[Strategy("dependency-v1")]
public sealed class DependencyVersion : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) => scores.Fill(Edition.Version);
}
