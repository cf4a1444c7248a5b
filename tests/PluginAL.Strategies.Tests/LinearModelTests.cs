using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies.Tests;

/// <summary>Strategies that look into a linear model.</summary>
public sealed class LinearModelTests
{
    // Two features, three classes.
    private static readonly float[] Weights = [1, -0.5f, 0.25f, 0.5f, 2, -1];
    private static readonly float[] Bias = [0.1f, -0.2f, 0.3f];
    private static readonly float[] Values = [1, 2, -1, 0.5f, 0.2f, 0.1f, 3, -2];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_model_change_is_the_length_of_the_gradient_over_weights_and_bias(bool sparse)
    {
        var context = Context(sparse);
        foreach (var pick in Strategy.Select(context, "expected-model-change", 4))
        {
            var x = Values.AsSpan((int)pick.Row * 2, 2);
            var p = Probabilities(x);
            var expected = 0.0;
            for (var label = 0; label < 3; label++)
            {
                // Central differences of −ln p(label) along each of the nine parameters.
                var squared = 0.0;
                for (var parameter = 0; parameter < 9; parameter++)
                {
                    var slope = (Loss(x, label, parameter, 1e-2f) - Loss(x, label, parameter, -1e-2f)) / 2e-2;
                    squared += slope * slope;
                }

                expected += p[label] * Math.Sqrt(squared);
            }

            Assert.Equal(expected, pick.Score, 2e-3 * expected);
        }
    }

    [Fact]
    public void The_boundary_is_as_far_as_the_nearest_hyperplane()
    {
        var context = Context(false);
        foreach (var pick in Strategy.Select(context, "distance-to-boundary", 4))
        {
            var (x, y) = ((double)Values[pick.Row * 2], (double)Values[(pick.Row * 2) + 1]);
            var logits = Enumerable.Range(0, 3).Select(c => (x * Weights[c]) + (y * Weights[3 + c]) + Bias[c]).ToArray();
            var best = Array.IndexOf(logits, logits.Max());
            var nearest = Enumerable.Range(0, 3).Where(c => c != best).Min(c =>
                (logits[best] - logits[c]) / Math.Sqrt(Math.Pow(Weights[best] - Weights[c], 2) + Math.Pow(Weights[3 + best] - Weights[3 + c], 2)));
            Assert.Equal(-nearest, pick.Score, 1e-5);
        }
    }

    private static FakeQueryContext Context(bool sparse) => new(4)
    {
        Width = 2, Values = Values, ClassCount = 3, Learned = new Model(), Sparse = sparse,
        Probabilities = [.. Enumerable.Range(0, 4).SelectMany(row => Probabilities(Values.AsSpan(row * 2, 2)))],
    };

    private static double Loss(ReadOnlySpan<float> x, int label, int parameter, float step)
    {
        var (weights, bias) = ((float[])Weights.Clone(), (float[])Bias.Clone());
        (parameter < 6 ? ref weights[parameter] : ref bias[parameter - 6]) += step;
        return -Math.Log(Probabilities(x, weights, bias)[label]);
    }

    private static float[] Probabilities(ReadOnlySpan<float> x, float[]? weights = null, float[]? bias = null)
    {
        var probabilities = new float[3];
        Linear.Logits(x, 2, weights ?? Weights, bias ?? Bias, 3, probabilities);
        Softmax.InPlace(probabilities, 3);
        return probabilities;
    }

    private sealed class Model : ILinearClassifier
    {
        public int Width => 2;

        public int ClassCount => 3;

        public ReadOnlySpan<int> WeightedClasses => [0, 1, 2];

        public ReadOnlySpan<float> DenseWeights => Weights;

        ReadOnlySpan<float> ILinearClassifier.Bias => Bias;

        public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities) => throw new NotSupportedException();

        public void Save(Stream stream) => throw new NotSupportedException();
    }
}
