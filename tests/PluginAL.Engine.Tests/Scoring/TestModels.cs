using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Tests.Scoring;

/// <summary>A committee of linear models with given weights, that predicts by the separate steps.</summary>
internal sealed class LinearMembers(int members, int classes, float[] weights, float[] bias, int[]? slots = null) : ILinearCommittee
{
    public int Width => slots?.Length ?? (weights.Length / bias.Length);

    public int ClassCount => classes;

    public int MemberCount => members;

    public ReadOnlySpan<float> DenseWeights => slots is null ? weights : [];

    public ReadOnlySpan<float> Bias => bias;

    public ReadOnlySpan<float> SparseWeights => slots is null ? [] : weights;

    public ReadOnlySpan<int> SparseSlots => slots;

    public void PredictMembers(in FeatureBlock rows, Span<float> target)
    {
        if (slots is null)
        {
            Linear.Logits(rows.Values, rows.Width, weights, bias, bias.Length, target);
        }
        else
        {
            int[] columns = [.. rows.Columns.ToArray().Select(column => slots[column])];
            Linear.LogitsSparse(rows.RowOffsets, columns, rows.Values, weights, bias, bias.Length, target);
        }

        Softmax.InPlace(target, classes);
    }

    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities) => throw new NotSupportedException();

    public void Save(Stream stream) => throw new NotSupportedException();
}

/// <summary>A perceptron with given layers, that predicts by the separate steps.</summary>
internal sealed class Perceptron(int width, params DenseLayer[] layers) : ILayeredClassifier
{
    public int Width => width;

    public int ClassCount => layers[^1].Bias.Length;

    public int LayerCount => layers.Length;

    public ReadOnlyMemory<float> LayerWeights(int layer) => layers[layer].Weights;

    public ReadOnlyMemory<float> LayerBias(int layer) => layers[layer].Bias;

    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        var (values, inputs) = (rows.Values.ToArray(), width);
        foreach (var layer in layers)
        {
            var sums = new float[rows.Count * layer.Bias.Length];
            Linear.Logits(values, inputs, layer.Weights.Span, layer.Bias.Span, layer.Bias.Length, sums);
            if (layer != layers[^1])
            {
                Relu.InPlace(sums);
            }

            (values, inputs) = (sums, layer.Bias.Length);
        }

        Softmax.InPlace(values, inputs);
        values.CopyTo(probabilities);
    }

    public void Save(Stream stream) => throw new NotSupportedException();
}
