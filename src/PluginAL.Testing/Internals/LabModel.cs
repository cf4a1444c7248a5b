using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>
/// A Parzen window (Parzen 1962): p(c | x) = (h + Σ over labelled rows i of class c of exp(−‖x − xᵢ‖²)) ÷ the sum over c, with a small h. A
/// classifier in closed form, and one that gives its features as embeddings.
/// </summary>
internal sealed class LabModel(float[] rows, int[] classes) : IClassifier, IEmbedder
{
    private const double Prior = 1e-3;

    public int Width => LabPool.Width;

    public int ClassCount => LabPool.ClassCount;

    public int EmbeddingWidth => LabPool.Width;

    public void PredictProbabilities(in FeatureBlock block, Span<float> probabilities)
    {
        Span<float> x = stackalloc float[LabPool.Width];
        Span<double> weights = stackalloc double[LabPool.ClassCount];
        for (var i = 0; i < block.Count; i++)
        {
            Read(block, i, x);
            weights.Fill(Prior);
            for (var l = 0; l < classes.Length; l++)
            {
                var squared = 0.0;
                for (var d = 0; d < x.Length; d++)
                {
                    var apart = (double)x[d] - rows[(l * x.Length) + d];
                    squared += apart * apart;
                }

                weights[classes[l]] += Math.Exp(-squared);
            }

            var total = 0.0;
            foreach (var weight in weights)
            {
                total += weight;
            }

            for (var c = 0; c < weights.Length; c++)
            {
                probabilities[(i * weights.Length) + c] = (float)(weights[c] / total);
            }
        }
    }

    public void Embed(in FeatureBlock block, Span<float> embeddings)
    {
        for (var i = 0; i < block.Count; i++)
        {
            Read(block, i, embeddings.Slice(i * Width, Width));
        }
    }

    public void Save(Stream stream) => throw new NotSupportedException("The kit's model is not saved.");

    private static void Read(in FeatureBlock block, int row, Span<float> x)
    {
        if (block.Layout == FeatureLayout.Dense)
        {
            block.Values.Slice(row * x.Length, x.Length).CopyTo(x);
            return;
        }

        x.Clear();
        for (var at = block.RowOffsets[row] - block.RowOffsets[0]; at < block.RowOffsets[row + 1] - block.RowOffsets[0]; at++)
        {
            x[block.Columns[(int)at]] = block.Values[(int)at];
        }
    }
}
