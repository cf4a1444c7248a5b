using PluginAL.Abstractions;

namespace PluginAL.Engine.Models;

/// <summary>Classifiers that one learner made from different samples of the same labels: their mean is a classifier as well.</summary>
/// <param name="members">The members, at least two, each of the same width and classes.</param>
internal sealed class BaggedCommittee(IReadOnlyList<IClassifier> members)
    : BaggedEnsemble(members, members[0].ClassCount, (IModel model, in FeatureBlock rows, Span<float> says) => ((IClassifier)model).PredictProbabilities(rows, says)), ICommittee
{
    public int ClassCount => OutputCount;

    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        var each = new float[rows.Count * MemberCount * ClassCount];
        PredictMembers(rows, each);
        for (var i = 0; i < rows.Count; i++)
        {
            for (var c = 0; c < ClassCount; c++)
            {
                var sum = 0.0;
                for (var m = 0; m < MemberCount; m++)
                {
                    sum += each[(((i * MemberCount) + m) * ClassCount) + c];
                }

                probabilities[(i * ClassCount) + c] = (float)(sum / MemberCount);
            }
        }
    }
}
