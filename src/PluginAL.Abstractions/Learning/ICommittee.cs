namespace PluginAL.Abstractions;

/// <summary>A classifier that is a committee: a model that gives <see cref="Signals.Members"/>. Its own probabilities are the members' mean.</summary>
public interface ICommittee : IClassifier
{
    /// <summary>The number of members M, at least 2.</summary>
    int MemberCount { get; }

    /// <summary>Class probabilities of each member for consecutive rows.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="members">n × M × C: row after row, within a row member after member; each distribution sums to one within 1e-5.</param>
    void PredictMembers(in FeatureBlock rows, Span<float> members);
}
