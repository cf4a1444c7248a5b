namespace PluginAL.Abstractions;

/// <summary>
/// A committee whose members are linear: p_m = softmax(x·W_m + b_m). The host may compute with the weights itself, rows, softmax and measure in one pass;
/// the bits are those of <see cref="IEnsemble.PredictMembers"/> when that computes each logit as a chain of fused multiply-adds, bias first,
/// features in ascending order, as PluginAL.Scoring does.
/// </summary>
/// <remarks>Every member has all C classes. One that it knows nothing of has weights of zero and the bias −∞: its probability is exactly zero.</remarks>
public interface ILinearCommittee : ICommittee
{
    /// <summary>
    /// W, (D, M, C) row-major, for dense features: for each feature the weights of all members side by side. Empty where the model does not predict
    /// so: then the host asks for the members' probabilities.
    /// </summary>
    ReadOnlySpan<float> DenseWeights { get; }

    /// <summary>b, (M, C) row-major.</summary>
    ReadOnlySpan<float> Bias { get; }

    /// <summary>W, (S, M, C) row-major, for sparse features; see <see cref="ILinearClassifier.SparseWeights"/>.</summary>
    ReadOnlySpan<float> SparseWeights => [];

    /// <summary>For sparse features: for each of the D columns its row of <see cref="SparseWeights"/>, in [0, S).</summary>
    ReadOnlySpan<int> SparseSlots => [];
}
