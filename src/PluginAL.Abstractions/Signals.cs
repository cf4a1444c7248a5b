namespace PluginAL.Abstractions;

/// <summary>
/// What a model can say about rows. A strategy declares which of these it <em>needs</em>, a learner which it <em>gives</em>;
/// the two are compared before the first round, so that a mismatch is an error with both names in it and not a surprise later.
/// </summary>
[Flags]
public enum Signals
{
    /// <summary>Nothing: the strategy looks at row numbers alone.</summary>
    None = 0,

    /// <summary>Class probabilities, (N, C), each row summing to one.</summary>
    Probabilities = 1 << 0,

    /// <summary>Independent label probabilities, (N, L), each in [0, 1].</summary>
    LabelProbabilities = 1 << 1,

    /// <summary>Mean and variance of a number, (N, 2).</summary>
    MeanAndVariance = 1 << 2,

    /// <summary>Ragged token marginals with the best paths of each sequence.</summary>
    TokenMarginals = 1 << 3,

    /// <summary>Candidate texts with their log-probabilities.</summary>
    Candidates = 1 << 4,

    /// <summary>
    /// What each member of a committee says, (N, M, C): class probabilities; label probabilities where the task is
    /// <see cref="LearningTask.MultiLabel"/> (C is L); one number where it is <see cref="LearningTask.Regression"/> (C is 1).
    /// </summary>
    Members = 1 << 5,

    /// <summary>A dense representation of each row, (N, D).</summary>
    Embeddings = 1 << 6,

    /// <summary>Gradients of the last layer, given by factors and never materialised.</summary>
    Gradients = 1 << 7,

    /// <summary>The pool's features themselves, dense or sparse, (N, D). Given by the pool, not by the learner.</summary>
    Features = 1 << 8,

    /// <summary>The rows' texts. Given by the pool, not by the learner.</summary>
    Texts = 1 << 9,
}
