namespace PluginAL.Abstractions;

/// <summary>
/// A strategy whose score for a row depends on that row alone. It only scores; blocks, threads, shards, top-k and ties
/// (the lower row number first) are the host's work, so such a strategy also runs in <c>pluginal score</c> over pools of any size.
/// </summary>
public interface IPointwiseStrategy : IQueryStrategy
{
    /// <summary>
    /// Scores rows. Called for many blocks, also from several threads at once. NaN and infinite scores are never chosen;
    /// they are counted and reported.
    /// </summary>
    /// <param name="block">n rows with the signals that were declared as needs.</param>
    /// <param name="random">The strategy's share of randomness.</param>
    /// <param name="scores">n scores; the higher, the more worth labelling.</param>
    void Score(in SignalBlock block, RandomSource random, Span<float> scores);

    /// <inheritdoc/>
    IReadOnlyList<SelectedRow> IQueryStrategy.Select(QueryContext context, int count) => context.Best(this, count);
}
