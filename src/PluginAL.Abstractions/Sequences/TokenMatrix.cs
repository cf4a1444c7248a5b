namespace PluginAL.Abstractions;

/// <summary>Sequences of tokens: the features of all tokens of all sequences, one sequence after another (<see cref="LearningTask.Sequence"/>).</summary>
public abstract class TokenMatrix
{
    /// <summary>The features of the tokens, (T, D).</summary>
    public abstract FeatureMatrix Features { get; }

    /// <summary>The number of sequences N: a row of the pool is a sequence.</summary>
    public abstract long SequenceCount { get; }

    /// <summary>Where a sequence begins.</summary>
    /// <param name="sequence">The sequence, in [0, N]; N: the end of the last one.</param>
    /// <returns>Its first token, in [0, T]; its tokens end before the next sequence's first.</returns>
    public abstract long Offset(long sequence);
}
