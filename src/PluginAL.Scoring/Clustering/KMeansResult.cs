namespace PluginAL.Scoring.Clustering;

/// <summary>What <see cref="KMeans"/> found.</summary>
/// <param name="Centres">(K, D) row-major: the mean of each cluster's rows.</param>
/// <param name="Assignments">N values: the nearest centre of each row, 0 to K − 1; −1 for a row that holds NaN or an infinity.</param>
/// <param name="Inertia">Σ of the squared distances between rows and their centres, summed in float64.</param>
/// <param name="Iterations">How often the centres moved.</param>
/// <param name="Converged">Whether it ended by itself, before the most iterations.</param>
/// <param name="NonFiniteCount">How many rows were left out because no distance to a centre is finite.</param>
/// <param name="FirstNonFiniteRow">The lowest of them; −1 when there is none.</param>
/// <param name="DistancesComputed">Distances between rows and centres that were computed; plain Lloyd needs N · K for each
/// assignment.</param>
public sealed record KMeansResult(
    float[] Centres, int[] Assignments, double Inertia, int Iterations, bool Converged, long NonFiniteCount, long FirstNonFiniteRow,
    long DistancesComputed);
