namespace PluginAL;

/// <summary>Makes active learners that share one plugin host, one log and the same defaults. Safe for several threads.</summary>
/// <param name="defaults">What every learner is told unless it is told otherwise; its host must outlive the learners.</param>
public sealed class ActiveLearnerFactory(ActiveLearnerOptions defaults)
{
    /// <summary>What every learner is told unless it is told otherwise.</summary>
    public ActiveLearnerOptions Defaults { get; } = defaults;

    /// <summary>A learner over records in memory.</summary>
    /// <typeparam name="T">The record type, marked <c>[PoolRecord]</c>.</typeparam>
    /// <param name="records">The records to choose from.</param>
    /// <param name="learner">The learner, such as <c>logistic</c>.</param>
    /// <param name="strategy">The query strategy, such as <c>margin</c>.</param>
    /// <param name="seed">Governs every random draw.</param>
    /// <param name="change">Changes the defaults for this learner; null: nothing.</param>
    /// <returns>The learner, to be disposed.</returns>
    /// <exception cref="Abstractions.PluginALException">As the constructor of <see cref="ActiveLearner{T}"/>.</exception>
    public ActiveLearner<T> Create<T>(
        IEnumerable<T> records, string learner, string strategy, ulong seed, Func<ActiveLearnerOptions, ActiveLearnerOptions>? change = null) =>
        new(records, learner, strategy, seed, change is null ? Defaults : change(Defaults));

    /// <summary>A learner over the records of a pool.</summary>
    /// <typeparam name="T">The record type, marked <c>[PoolRecord]</c>.</typeparam>
    /// <param name="pool">The pool; it must outlive the learner.</param>
    /// <param name="learner">The learner, such as <c>logistic</c>.</param>
    /// <param name="strategy">The query strategy, such as <c>margin</c>.</param>
    /// <param name="seed">Governs every random draw.</param>
    /// <param name="change">Changes the defaults for this learner; null: nothing.</param>
    /// <returns>The learner, to be disposed.</returns>
    /// <exception cref="Abstractions.PluginALException">As the constructor of <see cref="ActiveLearner{T}"/>.</exception>
    public ActiveLearner<T> Create<T>(
        RecordPool<T> pool, string learner, string strategy, ulong seed, Func<ActiveLearnerOptions, ActiveLearnerOptions>? change = null) =>
        new(pool, learner, strategy, seed, change is null ? Defaults : change(Defaults));
}
