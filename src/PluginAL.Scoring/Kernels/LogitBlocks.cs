using System.Buffers;

namespace PluginAL.Scoring.Kernels;

/// <summary>What becomes of a block of logits that lies in the cache.</summary>
internal unsafe interface ILogitScore
{
    /// <summary>Scores rows.</summary>
    /// <param name="logits">(rows, members, classes) row-major; may be overwritten.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="members">M; 1 for a single model.</param>
    /// <param name="classes">C.</param>
    /// <param name="scores">One for each row.</param>
    static abstract void Run<L>(float* logits, nint rows, int members, int classes, float* scores) where L : struct, ILanes<L>;
}

/// <summary>Linear models over rows of features, block by block: the logits of a block are scored before the next one's are made.</summary>
/// <remarks>Members are classes side by side: M models of C classes are one of M · C, so a row is read once for all of them.</remarks>
internal static unsafe class LogitBlocks<L, S>
    where L : struct, ILanes<L>
    where S : struct, ILogitScore
{
    /// <summary>Logits that are kept at a time: of sparse rows 128 KiB, of dense ones up to 512, because the weights are packed anew for each
    /// block.</summary>
    private const int SparseFloats = 32 * 1024, DenseFloats = 128 * 1024;

    /// <param name="rows">(count, width).</param>
    /// <param name="count">N.</param>
    /// <param name="width">D.</param>
    /// <param name="weights">(width, members, classes).</param>
    /// <param name="bias">(members, classes).</param>
    /// <param name="members">M.</param>
    /// <param name="classes">C.</param>
    /// <param name="scores">N.</param>
    internal static void Dense(
        float* rows, nint count, nint width, float* weights, float* bias, int members, int classes, float* scores)
    {
        if (count == 0) return;
        int outputs = members * classes;
        nint block = Math.Min(Rows(DenseFloats, outputs), ManyClassesKernel<L>.BlockRows(width));
        float[] scratch = ArrayPool<float>.Shared.Rent(checked((int)Math.Min(count, block) * outputs));
        fixed (float* logits = scratch)
        {
            for (nint i = 0; i < count; i += block)
            {
                nint n = Math.Min(block, count - i);
                DenseKernel<L>.Run(rows + i * width, n, width, weights, bias, outputs, logits);
                S.Run<L>(logits, n, members, classes, scores + i);
            }
        }
        ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary>The same of rows in CSR form; see <see cref="SparseKernel{L}"/>.</summary>
    internal static void Sparse(
        ReadOnlySpan<long> offsets, int* indices, float* values, float* weights, uint width, float* bias, int members, int classes,
        float* scores)
    {
        int count = offsets.Length - 1, outputs = members * classes, block = (int)Rows(SparseFloats, outputs);
        float[] scratch = ArrayPool<float>.Shared.Rent(checked(Math.Min(count, block) * outputs));
        fixed (float* logits = scratch)
        {
            for (int i = 0; i < count; i += block)
            {
                int n = Math.Min(block, count - i);
                nint skip = (nint)(offsets[i] - offsets[0]);
                SparseKernel<L>.Run(offsets.Slice(i, n + 1), indices + skip, values + skip, weights, width, bias, outputs, logits, i);
                S.Run<L>(logits, n, members, classes, scores + i);
            }
        }
        ArrayPool<float>.Shared.Return(scratch);
    }

    private static nint Rows(int floats, int outputs) => Math.Clamp(floats / outputs, 48, 960) / 48 * 48;
}
