using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>Linear model, softmax and measure in one pass over the rows.</summary>
/// <param name="model">The model; must have weights for the layout of the features.</param>
/// <param name="features">The features.</param>
/// <param name="measure">The measure.</param>
/// <param name="padded">The model with all classes; null: its own weights.</param>
internal sealed class LinearScorer(ILinearClassifier model, FeatureMatrix features, UncertaintyMeasure measure, PaddedWeights? padded)
    : FeatureScorer(features)
{
    protected override void Score(in FeatureBlock block, Span<float> scores)
    {
        var bias = padded is null ? model.Bias : padded.Bias;
        if (block.Layout == FeatureLayout.Dense)
        {
            var weights = padded is null ? model.DenseWeights : padded.Weights;
            LinearUncertainty.Score(measure, block.Values, block.Width, weights, bias, bias.Length, scores);
        }
        else
        {
            var weights = padded is null ? model.SparseWeights : padded.Weights;
            LinearUncertainty.ScoreSparse(
                measure, block.RowOffsets, Slots(block.Columns, model.SparseSlots), block.Values, weights, bias, bias.Length, scores);
        }
    }
}

/// <summary>A committee of linear models, softmax and measure in one pass over the rows.</summary>
/// <param name="model">The committee; must have weights for the layout of the features.</param>
/// <param name="features">The features.</param>
/// <param name="measure">The measure.</param>
internal sealed class CommitteeScorer(ILinearCommittee model, FeatureMatrix features, CommitteeMeasure measure) : FeatureScorer(features)
{
    protected override void Score(in FeatureBlock block, Span<float> scores)
    {
        var (members, classes) = (model.MemberCount, model.ClassCount);
        if (block.Layout == FeatureLayout.Dense)
        {
            LinearCommittee.Score(measure, block.Values, block.Width, model.DenseWeights, model.Bias, members, classes, scores);
        }
        else
        {
            LinearCommittee.ScoreSparse(
                measure, block.RowOffsets, Slots(block.Columns, model.SparseSlots), block.Values, model.SparseWeights, model.Bias, members, classes, scores);
        }
    }
}

/// <summary>All layers of a perceptron, softmax and measure in one pass over the rows.</summary>
/// <param name="model">The model.</param>
/// <param name="features">The features, dense.</param>
/// <param name="measure">The measure.</param>
internal sealed class LayeredScorer(ILayeredClassifier model, FeatureMatrix features, UncertaintyMeasure measure) : FeatureScorer(features)
{
    private readonly DenseLayer[] _layers =
        [.. Enumerable.Range(0, model.LayerCount).Select(layer => new DenseLayer(model.LayerWeights(layer), model.LayerBias(layer)))];

    protected override void Score(in FeatureBlock block, Span<float> scores) =>
        MlpUncertainty.Score(measure, block.Values, block.Width, _layers, scores);
}

/// <summary>
/// The weights of a linear model that lacks some classes, with all C of them: those that are missing have weights of zero and the bias −∞, so
/// their probability is exactly zero.
/// </summary>
internal sealed class PaddedWeights
{
    /// <summary>Pads a model's weights.</summary>
    /// <param name="weights">(rows, K) row-major.</param>
    /// <param name="bias">K values.</param>
    /// <param name="present">The K classes, ascending.</param>
    /// <param name="classes">C.</param>
    public PaddedWeights(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<int> present, int classes)
    {
        var (k, rows) = (present.Length, weights.Length / present.Length);
        Weights = new float[checked(rows * classes)];
        Bias = new float[classes];
        Array.Fill(Bias, float.NegativeInfinity);
        for (var c = 0; c < k; c++)
        {
            Bias[present[c]] = bias[c];
            for (var row = 0; row < rows; row++)
            {
                Weights[(row * classes) + present[c]] = weights[(row * k) + c];
            }
        }
    }

    /// <summary>(rows, C) row-major.</summary>
    public float[] Weights { get; }

    /// <summary>C values.</summary>
    public float[] Bias { get; }
}
