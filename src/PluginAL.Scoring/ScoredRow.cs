namespace PluginAL.Scoring;

/// <summary>A row of the pool and its score.</summary>
/// <param name="Row">The row number in the whole pool, from 0.</param>
/// <param name="Score">The score; the higher, the more worth labelling. Finite when it comes from <see cref="TopK"/>.</param>
public readonly record struct ScoredRow(long Row, float Score);
