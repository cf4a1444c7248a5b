namespace PluginAL.Abstractions;

/// <summary>
/// A classifier that is linear: p = softmax(x·W + b) over the classes that it has weights for, and exactly zero for all others. The host
/// may compute with the weights itself, rows, softmax and score in one pass; the bits are those of
/// <see cref="IClassifier.PredictProbabilities"/> when that computes each logit as a chain of fused multiply-adds, bias first, features
/// in ascending order, as PluginAL.Scoring does.
/// </summary>
public interface ILinearClassifier : IClassifier
{
    /// <summary>The K classes that have weights, ascending; the others have probability zero.</summary>
    ReadOnlySpan<int> WeightedClasses { get; }

    /// <summary>
    /// W, (D, K) row-major, for dense features. Empty where the model does not predict so, for instance because it expects sparse
    /// features: then the host asks for probabilities.
    /// </summary>
    ReadOnlySpan<float> DenseWeights { get; }

    /// <summary>
    /// W, (S, K) row-major, for sparse features: S different rows of weights, of which <see cref="SparseSlots"/> says whose they are, so that columns
    /// without weights of their own take no room. Empty where the model does not predict so: then the host asks for probabilities.
    /// </summary>
    ReadOnlySpan<float> SparseWeights => [];

    /// <summary>For sparse features: for each of the D columns its row of <see cref="SparseWeights"/>, in [0, S).</summary>
    ReadOnlySpan<int> SparseSlots => [];

    /// <summary>b: K values.</summary>
    ReadOnlySpan<float> Bias { get; }
}
