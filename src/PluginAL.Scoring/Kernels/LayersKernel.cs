using System.Buffers;

namespace PluginAL.Scoring.Kernels;

/// <summary>Layers with rectifiers between them, then softmax and measure, in one pass over the rows: what is between them stays in the
/// cache.</summary>
/// <remarks>A block of rows goes through all layers before the next one. The bits are those of the steps one after another.</remarks>
internal static unsafe class LayersKernel<L, M>
    where L : struct, ILanes<L>
    where M : struct, IMeasure
{
    /// <summary>Rows of a block: whole tiles of six and groups of eight, and enough of them to pay for packing a layer's weights.</summary>
    private const int BlockRows = 240;

    internal static void Run(float* rows, nint count, int width, ReadOnlySpan<DenseLayer> layers, float* scores)
    {
        if (count == 0) return;
        int widest = 0;
        foreach (DenseLayer layer in layers[..^1]) widest = Math.Max(widest, layer.Bias.Length);
        nint block = widest == 0 ? count : Math.Min(BlockRows, count);
        int room = widest == 0 ? 0 : checked((int)block * widest);
        float[] scratch = ArrayPool<float>.Shared.Rent(checked((layers.Length > 2 ? 2 : 1) * room));
        fixed (float* hidden = scratch)
        {
            for (nint i = 0; i < count; i += block)
            {
                nint n = Math.Min(block, count - i);
                float* from = rows + i * width, to = hidden;
                int inputs = width;
                foreach (DenseLayer layer in layers[..^1])
                {
                    int outputs = layer.Bias.Length;
                    fixed (float* w = layer.Weights.Span, b = layer.Bias.Span)
                        DenseKernel<L>.Run(from, n, inputs, w, b, outputs, to);
                    ReluKernel<L>.Run(to, n * outputs);
                    from = to;
                    to = to == hidden ? hidden + room : hidden;
                    inputs = outputs;
                }
                DenseLayer last = layers[^1];
                fixed (float* w = last.Weights.Span, b = last.Bias.Span)
                    FusedKernel<L, M>.Dense(from, n, inputs, w, b, last.Bias.Length, scores + i);
            }
        }
        ArrayPool<float>.Shared.Return(scratch);
    }
}
