using PluginAL.Abstractions;

namespace Hostile;

/// <summary>The model of <see cref="HostileLearner"/>.</summary>
/// <param name="how">The way in which it is hostile.</param>
/// <param name="width">The columns.</param>
/// <param name="classes">The classes.</param>
public sealed class HostileModel(string how, int width, int classes) : IClassifier
{
    /// <inheritdoc/>
    public int Width => how == "wrong-width" ? width + 1 : width;

    /// <inheritdoc/>
    public int ClassCount => classes;

    /// <inheritdoc/>
    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        if (how == "throws-in-predict")
        {
            throw new InvalidOperationException("the future is dark");
        }

        probabilities.Fill(how == "nan" ? float.NaN : 1f / classes);
    }

    /// <inheritdoc/>
    public void Save(Stream stream)
    {
        if (how == "throws-in-save")
        {
            throw new InvalidOperationException("cannot write");
        }
    }
}
