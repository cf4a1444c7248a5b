namespace PluginAL.Scoring.Clustering;

/// <summary>What a selection by gradient embeddings picked.</summary>
/// <param name="Rows">The picked rows in the order of picking; fewer than asked for when no candidate was left.</param>
/// <param name="NonFiniteCount">How many candidates were left out because the squared length of their gradient is NaN or infinite.</param>
/// <param name="FirstNonFiniteRow">The lowest of them; −1 when there is none.</param>
public sealed record GradientSelection(long[] Rows, long NonFiniteCount, long FirstNonFiniteRow);
