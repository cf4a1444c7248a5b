using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Softmax of each member and a measure over the committee, from logits.</summary>
internal readonly unsafe struct SoftmaxMembers<T> : ILogitScore where T : struct, IMemberMeasure
{
    public static void Run<L>(float* logits, nint rows, int members, int classes, float* scores) where L : struct, ILanes<L>
    {
        // Many classes are summed along the row, and what does not fit one chunk is not together when it is transposed.
        bool inColumns = classes <= RowKernel<L, ExpMap>.FewClasses && MemberTraversal<L, T>.Chunk(members, classes) == classes;
        if (!inColumns) RowKernel<L, ExpMap>.Run(logits, rows * members, classes, null);
        MemberTraversal<L, T>.Run(logits, rows, members, classes, scores, areLogits: inColumns);
    }
}

/// <summary>Softmax where lane = row and a column is a class.</summary>
internal static unsafe class SoftmaxColumns<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    /// <summary>Replaces logits by probabilities with the bits of <see cref="RowKernel{L, TMap}"/> for few classes.</summary>
    /// <param name="columns">Column m · <paramref name="classes"/> + c has the logits of member m for class c.</param>
    /// <param name="members">M.</param>
    /// <param name="classes">C.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(float* columns, int members, nint classes)
    {
        nint step = classes * Lanes;
        for (nint m = 0; m < members; m++)
        {
            float* p = columns + m * step, end = p + step;
            L max = L.Broadcast(float.NegativeInfinity), sum = L.Zero;
            for (float* z = p; z < end; z += Lanes) max = L.Max(L.Load(z), max);
            for (float* z = p; z < end; z += Lanes)
            {
                L x = LaneMath.Exp(L.Subtract(L.Load(z), max));
                L.Store(x, z);
                sum = L.Add(sum, x);
            }
            // Neither the sum nor its inverse may be infinite or NaN: times NaN, which is what such a row becomes.
            L scale = L.Divide(L.Broadcast(1f), sum);
            L finite = L.Equal(L.MultiplyAdd(scale, L.Zero, L.Subtract(sum, sum)), L.Zero);
            scale = L.Select(finite, scale, L.Broadcast(float.NaN));
            for (float* z = p; z < end; z += Lanes) L.Store(L.Multiply(L.Load(z), scale), z);
        }
    }
}
