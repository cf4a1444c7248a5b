namespace PluginAL.Scoring.Kernels;

/// <summary>Chooses the dense kernel by shape. All give the same bits, so the choice is free to change.</summary>
internal static unsafe class DenseKernel<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;
    private const int FewClasses = 11; // more would not fit sixteen registers

    internal static void Run(float* rows, nint count, nint width, float* weights, float* bias, int classes, float* logits)
    {
        if (classes > FewClasses || (count < Lanes && classes >= Lanes))
        {
            ManyClassesKernel<L>.Run(rows, count, width, weights, bias, classes, logits);
            return;
        }
        if (count < Lanes)
        {
            OneByOne(rows, count, width, weights, bias, classes, logits);
            return;
        }
        switch (classes)
        {
            case 1: FewClassesKernel<L, Classes1>.Run(rows, count, width, weights, bias, logits); break;
            case 2: FewClassesKernel<L, Classes2>.Run(rows, count, width, weights, bias, logits); break;
            case 3: FewClassesKernel<L, Classes3>.Run(rows, count, width, weights, bias, logits); break;
            case 4: FewClassesKernel<L, Classes4>.Run(rows, count, width, weights, bias, logits); break;
            case 5: FewClassesKernel<L, Classes5>.Run(rows, count, width, weights, bias, logits); break;
            case 6: FewClassesKernel<L, Classes6>.Run(rows, count, width, weights, bias, logits); break;
            case 7: FewClassesKernel<L, Classes7>.Run(rows, count, width, weights, bias, logits); break;
            case 8: FewClassesKernel<L, Classes8>.Run(rows, count, width, weights, bias, logits); break;
            case 9: FewClassesKernel<L, Classes9>.Run(rows, count, width, weights, bias, logits); break;
            case 10: FewClassesKernel<L, Classes10>.Run(rows, count, width, weights, bias, logits); break;
            case 11: FewClassesKernel<L, Classes11>.Run(rows, count, width, weights, bias, logits); break;
        }
    }

    /// <summary>A handful of rows and classes: not worth a register.</summary>
    private static void OneByOne(float* rows, nint count, nint width, float* weights, float* bias, int classes, float* logits)
    {
        for (nint i = 0; i < count; i++)
        {
            for (nint c = 0; c < classes; c++)
            {
                float z = bias[c];
                for (nint d = 0; d < width; d++) z = MathF.FusedMultiplyAdd(rows[i * width + d], weights[d * classes + c], z);
                logits[i * classes + c] = z;
            }
        }
    }
}

internal readonly struct Classes1 : IClassCount { public static int Value => 1; }

internal readonly struct Classes2 : IClassCount { public static int Value => 2; }

internal readonly struct Classes3 : IClassCount { public static int Value => 3; }

internal readonly struct Classes4 : IClassCount { public static int Value => 4; }

internal readonly struct Classes5 : IClassCount { public static int Value => 5; }

internal readonly struct Classes6 : IClassCount { public static int Value => 6; }

internal readonly struct Classes7 : IClassCount { public static int Value => 7; }

internal readonly struct Classes8 : IClassCount { public static int Value => 8; }

internal readonly struct Classes9 : IClassCount { public static int Value => 9; }

internal readonly struct Classes10 : IClassCount { public static int Value => 10; }

internal readonly struct Classes11 : IClassCount { public static int Value => 11; }
