using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>p(c | x) = (prior + Σ over labelled rows i of class c of exp(−‖x − xᵢ‖² ÷ unit²)) ÷ the sum over c: a classifier in closed form.</summary>
internal sealed class ParzenWindow(float[] rows, int[] labels, int classes, int width, double prior, double unit = 1) : IClassifier
{
    public int Width => width;

    public int ClassCount => classes;

    public void PredictProbabilities(in FeatureBlock block, Span<float> probabilities)
    {
        var x = new float[width];
        for (var i = 0; i < block.Count; i++)
        {
            Array.Clear(x);
            if (block.Layout == FeatureLayout.Dense)
            {
                block.Values.Slice(i * width, width).CopyTo(x);
            }
            else
            {
                for (var at = (int)(block.RowOffsets[i] - block.RowOffsets[0]); at < block.RowOffsets[i + 1] - block.RowOffsets[0]; at++)
                {
                    x[block.Columns[at]] = block.Values[at];
                }
            }

            var weights = new double[classes];
            Array.Fill(weights, prior);
            for (var l = 0; l < labels.Length; l++)
            {
                var squared = 0.0;
                for (var d = 0; d < width; d++)
                {
                    var apart = ((double)x[d] - rows[(l * width) + d]) / unit;
                    squared += apart * apart;
                }

                weights[labels[l]] += Math.Exp(-squared);
            }

            var total = weights.Sum();
            for (var c = 0; c < classes; c++)
            {
                probabilities[(i * classes) + c] = (float)(weights[c] / total);
            }
        }
    }

    public void Save(Stream stream) => throw new NotSupportedException();
}
