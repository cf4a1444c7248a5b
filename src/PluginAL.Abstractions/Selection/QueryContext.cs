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
}
