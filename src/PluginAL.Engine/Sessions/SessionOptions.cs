namespace PluginAL.Engine.Sessions;

/// <summary>How a session works. With the same data, plugins and options it asks the same questions in the same order, bit for bit.</summary>
public sealed record SessionOptions
{
    /// <summary>The session's name in its ledger.</summary>
    public required string Name { get; init; }

    /// <summary>The one seed that governs every random draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether each fit starts from the model of the round before.</summary>
    /// <value>True.</value>
    public bool WarmStart { get; init; } = true;

    /// <summary>Threads for scoring the pool and training a committee; the selection is the same for any number.</summary>
    /// <value>1.</value>
    public int Threads { get; init; } = 1;

    /// <summary>What happens when the strategy fails. A learner cannot be replaced: when it fails, the session stops.</summary>
    /// <value><see cref="PluginFailurePolicy.Stop"/>.</value>
    public PluginFailurePolicy OnPluginFailure { get; init; } = PluginFailurePolicy.Stop;

    /// <summary>
    /// Whether a strategy that answers for a cold start chooses the first rows as well. Off, they are drawn at random, the same for
    /// every strategy of a seed, so that strategies can be compared.
    /// </summary>
    /// <value>False.</value>
    public bool StrategyStarts { get; init; }

    /// <summary>
    /// Members of the committee that the session trains by bagging, at least 2, where the strategy needs one and the learner's
    /// models are none.
    /// </summary>
    /// <value>8.</value>
    public int Committee { get; init; } = 8;

    /// <summary>
    /// The share ε of choices that are drawn evenly from all candidates, in [0, 1]: then every row has a known chance above zero, and the labels can be
    /// corrected for the bias of the selection (<see cref="Measurement.LureEstimator"/>). Strategies that draw at random themselves are left as they are.
    /// </summary>
    /// <value>0.</value>
    public double Exploration { get; init; }

    /// <summary>
    /// Whether each ask and each tell is on disk before it returns. Off, events wait for
    /// <see cref="ActiveLearningSession.Commit"/>: an experiment commits once a round.
    /// </summary>
    /// <value>True.</value>
    public bool CommitEachCall { get; init; } = true;
}
