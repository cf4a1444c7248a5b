namespace PluginAL.Abstractions;

/// <summary>What a strategy may look at while it chooses.</summary>
public abstract class QueryContext
{
    /// <summary>The round, from 1: round 0 is the initial sample.</summary>
    public abstract int Round { get; }

    /// <summary>What is to be learned.</summary>
    public abstract LearningTask Task { get; }

    /// <summary>The names of the classes, by index.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>The rows that may be chosen.</summary>
    public abstract RowSet Candidates { get; }

    /// <summary>The rows that have a label, in the order in which the labels came.</summary>
    public abstract IReadOnlyList<long> LabelledRows { get; }

    /// <summary>The label of each of <see cref="LabelledRows"/>.</summary>
    public abstract IReadOnlyList<Label> Labels { get; }

    /// <summary>The model of this round; null in a cold start.</summary>
    public abstract IModel? Model { get; }

    /// <summary>The pool's features, (N, D), for strategies that need <see cref="Signals.Features"/>; else null.</summary>
    public abstract FeatureMatrix? Features { get; }

    /// <summary>The strategy's share of randomness in this round.</summary>
    public abstract RandomSource Random { get; }

    /// <summary>Where to say things.</summary>
    public abstract IPluginLog Log { get; }

    /// <summary>Cancels the selection.</summary>
    public abstract CancellationToken Cancellation { get; }

    /// <summary>The candidates with the highest scores; equal scores by row number.</summary>
    /// <param name="strategy">What scores them.</param>
    /// <param name="count">How many.</param>
    /// <returns>The rows, best first; fewer than <paramref name="count"/> only where scores were not finite.</returns>
    public abstract IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count);

    /// <summary>Visits the candidates in ascending order, block by block, with the signals that the strategy needs.</summary>
    /// <param name="visitor">Called for each block, from one thread.</param>
    public abstract void ForEachBlock(SignalVisitor visitor);

    /// <summary>Visits rows of the pool, labelled ones too, with the signals that the strategy needs.</summary>
    /// <param name="rows">Ascending rows, each once.</param>
    /// <param name="visitor">Called for each block, from one thread.</param>
    public virtual void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor) =>
        throw new NotSupportedException("This context does not visit given rows.");

    /// <summary>What was chosen so far, in order; the initial sample is round 0.</summary>
    public virtual IReadOnlyList<PastSelection> History => [];

    /// <summary>What a row costs to label, in units of the budget.</summary>
    /// <param name="row">The row.</param>
    /// <returns>
    /// Its cost, above 0: the pool's where it says one, else an estimate that is learned from what the answers so far cost; 1 where there is nothing to go by.
    /// </returns>
    public virtual double Cost(long row) => 1;

    /// <summary>
    /// Trains the session's learner on other labels than there are, to see what would follow. The session's own model and its labels stay
    /// as they are.
    /// </summary>
    /// <param name="rows">The rows of the pool to train on, each once.</param>
    /// <param name="labels">Their labels.</param>
    /// <returns>The model, started from the session's where the learner can.</returns>
    public virtual IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels) =>
        throw new NotSupportedException("This context does not train.");

    /// <summary>Lets an inner strategy choose (<see cref="ICompositeStrategy.Inner"/>).</summary>
    /// <param name="strategy">Which, as <see cref="ICompositeStrategy.Inner"/> names it.</param>
    /// <param name="candidates">Candidates of this selection that it may choose from.</param>
    /// <param name="count">How many, at most the number of candidates.</param>
    /// <returns>Exactly <paramref name="count"/> different candidates, best first.</returns>
    public virtual IReadOnlyList<SelectedRow> Select(string strategy, RowSet candidates, int count) =>
        throw new NotSupportedException("This context runs no inner strategies.");

    /// <summary>Lets an inner pointwise strategy score. From one thread at a time: what is read for a part is kept for the next.</summary>
    /// <param name="strategy">Which, as <see cref="ICompositeStrategy.Inner"/> names it.</param>
    /// <param name="rows">Ascending rows, each once.</param>
    /// <param name="scores">A score for each; the higher, the more worth labelling.</param>
    public virtual void Score(string strategy, ReadOnlySpan<long> rows, Span<float> scores) =>
        throw new NotSupportedException("This context runs no inner strategies.");
}
