namespace PluginAL.Scoring.Kernels;

/// <summary>Chooses the dense kernel by shape. All give the same bits, so the choice is free to change.</summary>
internal static unsafe class DenseKernel<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    internal static void Run(float* rows, nint count, nint width, float* weights, float* bias, int classes, float* logits)
    {
        if (classes > FewClasses.Most || (count < Lanes && classes >= Lanes))
        {
            ManyClassesKernel<L>.Run(rows, count, width, weights, bias, classes, logits);
            return;
        }
        if (count < Lanes)
        {
            OneByOne(rows, count, width, weights, bias, classes, logits);
            return;
        }
        FewClasses.Run<L, LogitRows<L>>(rows, count, width, weights, bias, classes, logits);
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
