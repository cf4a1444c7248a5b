using System.Runtime.CompilerServices;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>Lengths and distances of gradient embeddings from their two factors; see <see cref="GradientEmbedding"/>.</summary>
internal static unsafe class GradientKernel<L> where L : struct, ILanes<L>
{
    /// <summary>q = p − onehot(argmax p).</summary>
    internal static void Residual(float* p, int classes, float* q)
    {
        int best = 0;
        for (int c = 0; c < classes; c++)
        {
            q[c] = p[c];
            if (p[c] > p[best]) best = c;
        }
        q[best] -= 1;
    }

    internal static float SquaredNorm(float* q, int classes, float* x, int width) =>
        (float)((double)RowSums<L>.Dot(q, q, classes) * RowSums<L>.Dot(x, x, width));

    /// <summary>The squared distance of one embedding (q, x, with ‖x‖²) and another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float SquaredDistance(float* q, float* other, int classes, float* x, double squaredX, float* otherX, int width)
    {
        RowSums<L>.Difference(q, other, classes, out float qq, out _, out float qOther, out float others);
        RowSums<L>.Difference(x, otherX, width, out float xx, out float xOne, out _, out _);
        double squared = qq * squaredX + others * (double)xx + 2 * (qOther * (double)xOne);
        return squared < 0 ? 0 : (float)squared;
    }
}
