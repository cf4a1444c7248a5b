using System.Buffers;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Models;

/// <summary>Models that one learner made from different samples of the same labels (Breiman 1996, "Bagging predictors").</summary>
/// <param name="members">The members, at least two, each of the same width.</param>
/// <param name="outputs">The number of values that a member says of a row.</param>
/// <param name="predict">Lets a member say them.</param>
internal class BaggedEnsemble(IReadOnlyList<IModel> members, int outputs, BaggedEnsemble.Prediction predict) : IEnsemble
{
    /// <summary>What one member says of rows: n × outputs.</summary>
    public delegate void Prediction(IModel member, in FeatureBlock rows, Span<float> says);

    public int Width => members[0].Width;

    public int MemberCount => members.Count;

    public int OutputCount => outputs;

    public void PredictMembers(in FeatureBlock rows, Span<float> target)
    {
        var length = rows.Count * outputs;
        var one = ArrayPool<float>.Shared.Rent(length);
        try
        {
            for (var m = 0; m < members.Count; m++)
            {
                predict(members[m], rows, one.AsSpan(0, length));
                for (var i = 0; i < rows.Count; i++)
                {
                    one.AsSpan(i * outputs, outputs).CopyTo(target[(((i * members.Count) + m) * outputs)..]);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(one);
        }
    }

    public void Save(Stream stream) => throw new NotSupportedException("A committee by bagging is trained again from the labels; it has no file.");
}
