using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows of features by how uncertain a multi-layer perceptron with softmax is about them, in one pass: hidden layers, logits
/// and probabilities stay in the cache and are never written down as a whole.</summary>
/// <remarks>
/// h₁ = max(0, b₁ + xᵀW₁), h₂ = max(0, b₂ + h₁ᵀW₂), ..., p = softmax(b_L + h_{L−1}ᵀW_L). The bits are those of <see cref="Linear.Logits"/> and
/// <see cref="Relu.InPlace"/> for each hidden layer, then <see cref="Linear.Logits"/>, <see cref="Softmax.InPlace(Span{float}, int)"/> and
/// <see cref="Uncertainty.Score"/>, one after another, on every <see cref="KernelPath"/>. A row whose logits hold NaN or +∞ scores NaN; so does one with
/// NaN among its features, but −∞ that reaches a rectifier is zero behind it. Nothing is allocated once the shared pool of arrays has its buffers.
/// </remarks>
public static class MlpUncertainty
{
    /// <summary>Scores dense rows.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="rows">(N, <paramref name="width"/>) row-major features.</param>
    /// <param name="width">D, features in a row, at least 1.</param>
    /// <param name="layers">The layers from the features to the logits, at least one; each has as many inputs as the one before has outputs, the
    /// first D. The last one's outputs are the C classes. With one layer this is <see cref="LinearUncertainty.Score"/>.</param>
    /// <param name="scores">N scores; overwritten. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or there is no layer.</exception>
    public static void Score(
        UncertaintyMeasure measure, ReadOnlySpan<float> rows, int width, ReadOnlySpan<DenseLayer> layers, Span<float> scores)
    {
        int count = Shape.Rows(rows.Length, width, nameof(rows));
        Shape.Length(scores.Length, count, nameof(scores));
        CheckLayers(width, layers);
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(measure, rows, count, width, layers, scores); break;
            case KernelPath.Vector128: Run<Lanes128>(measure, rows, count, width, layers, scores); break;
            default: Run<LanesScalar>(measure, rows, count, width, layers, scores); break;
        }
    }

    internal static unsafe void Run<L>(
        UncertaintyMeasure measure, ReadOnlySpan<float> rows, int count, int width, ReadOnlySpan<DenseLayer> layers, Span<float> scores)
        where L : struct, ILanes<L>
    {
        fixed (float* x = rows, s = scores)
        {
            switch (measure)
            {
                case UncertaintyMeasure.LeastConfidence: LayersKernel<L, LeastConfidence>.Run(x, count, width, layers, s); break;
                case UncertaintyMeasure.Margin: LayersKernel<L, Margin>.Run(x, count, width, layers, s); break;
                case UncertaintyMeasure.Ratio: LayersKernel<L, Ratio>.Run(x, count, width, layers, s); break;
                case UncertaintyMeasure.Entropy: LayersKernel<L, Entropy>.Run(x, count, width, layers, s); break;
                case UncertaintyMeasure.NormalisedEntropy: LayersKernel<L, NormalisedEntropy>.Run(x, count, width, layers, s); break;
                case UncertaintyMeasure.Gini: LayersKernel<L, Gini>.Run(x, count, width, layers, s); break;
                default: throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of uncertainty.");
            }
        }
    }

    private static void CheckLayers(int width, ReadOnlySpan<DenseLayer> layers)
    {
        if (layers.IsEmpty) throw new ArgumentException("Found no layers, expected at least one.", nameof(layers));
        int inputs = width;
        for (int i = 0; i < layers.Length; i++)
        {
            int outputs = layers[i].Bias.Length;
            if (outputs == 0 || layers[i].Weights.Length != (long)inputs * outputs)
            {
                throw new ArgumentException(
                    $"Layer {i} has {layers[i].Weights.Length} weights, expected {inputs} inputs times {outputs} outputs, and at least one output.",
                    nameof(layers));
            }
            inputs = outputs;
        }
    }
}
