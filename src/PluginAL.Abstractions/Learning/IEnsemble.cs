namespace PluginAL.Abstractions;

/// <summary>A model made of several that may disagree: it gives <see cref="Signals.Members"/>.</summary>
public interface IEnsemble : IModel
{
    /// <summary>The number of members M, at least 2.</summary>
    int MemberCount { get; }

    /// <summary>The number of values that a member says of a row: C classes, L labels, or 1 number.</summary>
    int OutputCount { get; }

    /// <summary>What each member says of consecutive rows.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="members">n × M × <see cref="OutputCount"/>: row after row, within a row member after member. Class probabilities of a member sum to
    /// one within 1e-5. NaN features give NaN, never an exception.</param>
    void PredictMembers(in FeatureBlock rows, Span<float> members);
}
