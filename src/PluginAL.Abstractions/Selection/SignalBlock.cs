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

    /// <summary>The number of classes C; 0 without probabilities and without members.</summary>
    public int ClassCount { get; init; }

    /// <summary>Class probabilities, n × C (<see cref="Signals.Probabilities"/>).</summary>
    public ReadOnlySpan<float> Probabilities { get; init; }

    /// <summary>The number of members M of a committee; 0 without members.</summary>
    public int MemberCount { get; init; }

    /// <summary>Class probabilities of each member of a committee, n × M × C: row after row, within a row member after member
    /// (<see cref="Signals.Members"/>).</summary>
    public ReadOnlySpan<float> Members { get; init; }

    /// <summary>The number of values E of an embedding; 0 without embeddings.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>A dense representation of each row, n × E (<see cref="Signals.Embeddings"/>): the model's, or made from the features where
    /// it gives none.</summary>
    public ReadOnlySpan<float> Embeddings { get; init; }

    /// <summary>The pool's features (<see cref="Signals.Features"/>).</summary>
    public FeatureBlock Features { get; init; }

    /// <summary>The pool's row for position <paramref name="index"/> of the block.</summary>
    /// <param name="index">The position, in [0, n).</param>
    /// <returns>The row.</returns>
    public long Row(int index) => Rows.IsEmpty ? FirstRow + index : Rows[index];
}
