namespace PluginAL.Abstractions;

/// <summary>
/// A classifier made of several that may disagree: it also gives <see cref="Signals.Members"/>. Its own probabilities are the members' mean.
/// </summary>
public interface ICommittee : IClassifier, IEnsemble
{
    /// <inheritdoc/>
    int IEnsemble.OutputCount => ClassCount;
}
