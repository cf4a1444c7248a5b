namespace PluginAL.Strategies;

/// <summary>How scores s make chances.</summary>
public enum StochasticScheme
{
    /// <summary>Proportional to s^β.</summary>
    Power,

    /// <summary>Proportional to exp(β s).</summary>
    Gibbs,

    /// <summary>Proportional to rank^−β, the best row having rank 1.</summary>
    Rank,
}
