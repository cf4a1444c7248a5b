namespace PluginAL.Scoring.Clustering;

/// <summary>What a farthest-first traversal picked.</summary>
/// <param name="Rows">The picked rows in the order of picking; fewer than asked for when no candidate was left.</param>
/// <param name="SquaredDistances">For each pick its squared distance to the nearest centre at the moment of picking, in float32: never
/// ascending. +∞ for a first pick without any centre.</param>
/// <param name="NonFiniteCount">How many candidates were passed over because their squared distance to every centre is NaN or infinite.
/// All are counted as soon as there were a centre and a pick after it.</param>
/// <param name="FirstNonFiniteRow">The lowest such row; −1 when there is none.</param>
/// <param name="DistancesComputed">How many distances between a row and a centre were computed: the full traversal needs N for each centre.
/// With more than one thread the number may differ from run to run; the picks never do.</param>
public sealed record KCenterResult(
    long[] Rows, float[] SquaredDistances, long NonFiniteCount, long FirstNonFiniteRow, long DistancesComputed);
