using System.Buffers;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Models;

/// <summary>Classifiers that one learner made from different samples of the same labels (Breiman 1996, "Bagging predictors").</summary>
/// <param name="members">The members, at least two, each of the same width and classes.</param>
internal sealed class BaggedCommittee(IReadOnlyList<IClassifier> members) : ICommittee
{
    public int Width => members[0].Width;

    public int ClassCount => members[0].ClassCount;

    public int MemberCount => members.Count;

    public void PredictMembers(in FeatureBlock rows, Span<float> target)
    {
        var length = rows.Count * ClassCount;
        var one = ArrayPool<float>.Shared.Rent(length);
        try
        {
            for (var m = 0; m < members.Count; m++)
            {
                members[m].PredictProbabilities(rows, one.AsSpan(0, length));
                for (var i = 0; i < rows.Count; i++)
                {
                    one.AsSpan(i * ClassCount, ClassCount).CopyTo(target[(((i * members.Count) + m) * ClassCount)..]);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(one);
        }
    }

    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        var each = new float[rows.Count * members.Count * ClassCount];
        PredictMembers(rows, each);
        for (var i = 0; i < rows.Count; i++)
        {
            for (var c = 0; c < ClassCount; c++)
            {
                var sum = 0.0;
                for (var m = 0; m < members.Count; m++)
                {
                    sum += each[(((i * members.Count) + m) * ClassCount) + c];
                }

                probabilities[(i * ClassCount) + c] = (float)(sum / members.Count);
            }
        }
    }

    public void Save(Stream stream) => throw new NotSupportedException("A committee by bagging is trained again from the labels; it has no file.");
}
