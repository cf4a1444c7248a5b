namespace PluginAL.Abstractions;

/// <summary>
/// A pointwise strategy whose score is a well-known measure of a row's class probabilities, or of those of a committee's members. Telling its name lets the host compute the
/// measure together with what comes before it, without writing probabilities down: faster, and with the same bits as
/// <see cref="IPointwiseStrategy.Score"/>, which the host calls wherever it knows no better.
/// </summary>
public interface IMeasureStrategy : IPointwiseStrategy
{
    /// <summary>
    /// The measure's standard name: <c>least-confidence</c>, <c>margin</c>, <c>ratio</c>, <c>entropy</c>, <c>normalised-entropy</c> or
    /// <c>gini</c>; over a committee <c>vote-entropy</c>, <c>consensus-entropy</c>, <c>kl-divergence</c>, <c>bald</c>, <c>variation-ratio</c> or
    /// <c>max-disagreement</c>. With another name, or null, the host calls <see cref="IPointwiseStrategy.Score"/>.
    /// </summary>
    string? Measure { get; }
}
