namespace PluginAL.Abstractions;

/// <summary>
/// A classifier that is a multi-layer perceptron over dense features: h = max(0, b + x·W) layer after layer, and p = softmax(b + h·W) at the end.
/// The host may compute with the weights itself, all layers and the score in one pass; the bits are those of
/// <see cref="IClassifier.PredictProbabilities"/> when that computes each sum as a chain of fused multiply-adds, bias first, inputs in ascending
/// order, as PluginAL.Scoring does.
/// </summary>
/// <remarks>The last layer has all C classes. One that the model knows nothing of has weights of zero and the bias −∞.</remarks>
public interface ILayeredClassifier : IClassifier
{
    /// <summary>The number of layers, at least 1; the last one gives the logits.</summary>
    int LayerCount { get; }

    /// <summary>The weights of a layer.</summary>
    /// <param name="layer">Its number, from 0.</param>
    /// <returns>(inputs, outputs) row-major; the first layer's inputs are the D features, the last one's outputs the C classes.</returns>
    ReadOnlyMemory<float> LayerWeights(int layer);

    /// <summary>The bias of a layer.</summary>
    /// <param name="layer">Its number, from 0.</param>
    /// <returns>One value for each output.</returns>
    ReadOnlyMemory<float> LayerBias(int layer);
}
