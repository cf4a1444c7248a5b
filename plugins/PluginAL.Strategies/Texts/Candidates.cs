using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>What the strategies over candidate texts share.</summary>
internal static class Candidates
{
    /// <summary>−ln of the least positive double: what a row scores for which the model has nothing to say, as if its best candidate were that improbable.</summary>
    public const double Unspeakable = 744.4400719213812;

    /// <summary>−ln p of a row's best candidate by its length to an exponent; <see cref="Unspeakable"/> without candidates.</summary>
    public static double Surprise(ReadOnlySpan<Candidate> candidates, double exponent) =>
        candidates.IsEmpty ? Unspeakable : Surprise(candidates[0], exponent);

    public static double Surprise(Candidate candidate, double exponent) =>
        -candidate.LogProbability / Math.Pow(Math.Max(1, candidate.TokenCount), exponent);
}
