namespace PluginAL.Abstractions;

/// <summary>What is known about some rows of the pool: the signals that a strategy declared as its needs, and no others.</summary>
public readonly ref struct SignalBlock
{
    /// <summary>The number of rows n.</summary>
    public required int Count { get; init; }

    /// <summary>The first row of the pool, where the rows are consecutive (<see cref="Rows"/> is empty then).</summary>
    public long FirstRow { get; init; }

    /// <summary>The rows of the pool, ascending, where they are not consecutive; else empty.</summary>
    public ReadOnlySpan<long> Rows { get; init; }

    /// <summary>The number of classes C; 0 without probabilities and without members. With <see cref="Members"/> of another task than classification,
    /// the number of values that a member says of a row: L labels, or 1 number.</summary>
    public int ClassCount { get; init; }

    /// <summary>Class probabilities, n × C (<see cref="Signals.Probabilities"/>).</summary>
    public ReadOnlySpan<float> Probabilities { get; init; }

    /// <summary>The number of members M of a committee; 0 without members.</summary>
    public int MemberCount { get; init; }

    /// <summary>What each member of a committee says, n × M × C: row after row, within a row member after member (<see cref="Signals.Members"/>).</summary>
    public ReadOnlySpan<float> Members { get; init; }

    /// <summary>The number of values E of an embedding; 0 without embeddings.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>A dense representation of each row, n × E (<see cref="Signals.Embeddings"/>): the model's, or made from the features where
    /// it gives none.</summary>
    public ReadOnlySpan<float> Embeddings { get; init; }

    /// <summary>The number of labels L; 0 without label probabilities.</summary>
    public int LabelCount { get; init; }

    /// <summary>Independent label probabilities, n × L, each in [0, 1] (<see cref="Signals.LabelProbabilities"/>).</summary>
    public ReadOnlySpan<float> LabelProbabilities { get; init; }

    /// <summary>n predicted numbers (<see cref="Signals.MeanAndVariance"/>).</summary>
    public ReadOnlySpan<float> Means { get; init; }

    /// <summary>n variances of the predicted numbers, at least 0 (<see cref="Signals.MeanAndVariance"/>).</summary>
    public ReadOnlySpan<float> Variances { get; init; }

    /// <summary>What the model says of each token of n sequences (<see cref="Signals.TokenMarginals"/>).</summary>
    public TokenBlock Tokens { get; init; }

    /// <summary>Texts that the model would write for each of the n rows (<see cref="Signals.Candidates"/>).</summary>
    public CandidateBlock Candidates { get; init; }

    /// <summary>n texts (<see cref="Signals.Texts"/>).</summary>
    public ReadOnlySpan<string> Texts { get; init; }

    /// <summary>The pool's features (<see cref="Signals.Features"/>).</summary>
    public FeatureBlock Features { get; init; }

    /// <summary>The pool's row for position <paramref name="index"/> of the block.</summary>
    /// <param name="index">The position, in [0, n).</param>
    /// <returns>The row.</returns>
    public long Row(int index) => Rows.IsEmpty ? FirstRow + index : Rows[index];
}
