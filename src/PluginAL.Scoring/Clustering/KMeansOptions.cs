namespace PluginAL.Scoring.Clustering;

/// <summary>How <see cref="KMeans"/> iterates.</summary>
public sealed record KMeansOptions
{
    /// <summary>The most iterations, at least 1; one is an assignment of all rows and a move of all centres.</summary>
    /// <value>300 unless set.</value>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Ends when the squared distances by which the centres moved add up to this or less. At 0 it ends when no row changes its
    /// cluster.</summary>
    /// <value>0 unless set; in squared units of the data.</value>
    public double Tolerance { get; init; }

    /// <summary>How many threads may work, at least 1. The result has the same bits for any number.</summary>
    /// <value>1 unless set.</value>
    public int Threads { get; init; } = 1;

    /// <summary>Whether bounds save distances. Off is plain Lloyd, for tests.</summary>
    internal bool Pruning { get; init; } = true;
}
