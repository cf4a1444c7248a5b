namespace PluginAL.Abstractions;

/// <summary>
/// A classifier made of several that may disagree: it also gives <see cref="Signals.Members"/>. Its own probabilities are the members' mean.
/// </summary>
public interface ICommittee : IClassifier
{
    /// <summary>The number of members M, at least 2.</summary>
    int MemberCount { get; }

    /// <summary>What each member says of consecutive rows.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="members">n × M × C: row after row, within a row member after member; each member's C probabilities sum to one within 1e-5. NaN
    /// features give NaN, never an exception.</param>
    void PredictMembers(in FeatureBlock rows, Span<float> members);
}
