using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>What scoring a pool gave.</summary>
/// <param name="Best">The rows with the highest scores, best first; equal scores by row number.</param>
/// <param name="ScoredRows">How many rows were scored.</param>
/// <param name="NonFinite">How many of them had a score that is not finite; these are never among the best.</param>
/// <param name="FirstNonFiniteRow">The lowest such row, or −1.</param>
/// <param name="Elapsed">The time that scoring took, without opening and writing.</param>
/// <param name="PredictSeconds">Of that, computing signals, summed over threads.</param>
/// <param name="SelectSeconds">Of that, scores and top-k, summed over threads.</param>
public sealed record PoolScores(
    IReadOnlyList<ScoredRow> Best,
    long ScoredRows,
    long NonFinite,
    long FirstNonFiniteRow,
    TimeSpan Elapsed,
    double PredictSeconds,
    double SelectSeconds);
