using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

/// <summary>Inputs with a fixed seed, reference values in float64, and bit comparison.</summary>
internal static class Sample
{
    public static readonly UncertaintyMeasure[] Measures = Enum.GetValues<UncertaintyMeasure>();

    /// <summary>Class counts around every border between the ways through the rows.</summary>
    public static readonly int[] ClassCounts = [1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 15, 16, 17, 31, 32, 33, 40, 77];

    /// <summary>Rows of probabilities, skewed so that certain, tied and zero entries occur.</summary>
    public static float[] Probabilities(int rows, int classes, int seed = 1)
    {
        Random random = new(seed * 7919 + rows * 131 + classes);
        float[] p = new float[rows * classes];
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = p.AsSpan(i * classes, classes);
            double sum = 0;
            int kind = random.Next(8);
            for (int c = 0; c < classes; c++)
            {
                double u = random.NextDouble();
                row[c] = kind switch { 0 => 1, 1 => c == i % classes ? 1 : 0, 2 => c < 2 ? 0.5f : 0, 3 => (float)Math.Pow(u, 12), _ => (float)(u * u) };
                sum += row[c];
            }
            if (sum == 0)
            {
                // A small number to the twelfth power is none in float32.
                (row[0], sum) = (1, 1);
            }
            for (int c = 0; c < classes; c++) row[c] = (float)(row[c] / sum);
        }
        return p;
    }

    public static float[] Floats(int count, float low, float high, int seed = 1)
    {
        Random random = new(seed * 104729 + count);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) x[i] = low + (high - low) * random.NextSingle();
        return x;
    }

    public static float[] Score<L>(UncertaintyMeasure measure, ReadOnlySpan<float> p, int classes) where L : struct, ILaneGroups<L>
    {
        float[] scores = new float[p.Length / classes];
        Uncertainty.Run<L, Unchecked>(measure, p, scores.Length, classes, scores, 0);
        return scores;
    }

    /// <summary>The measure in float64, by the textbook.</summary>
    public static double Reference(UncertaintyMeasure measure, ReadOnlySpan<float> row)
    {
        double first = 0, second = 0, entropy = 0, squares = 0;
        foreach (double p in row)
        {
            if (p > first) (first, second) = (p, first);
            else if (p > second) second = p;
            if (p > 0) entropy -= p * Math.Log(p);
            squares += p * p;
        }
        return measure switch
        {
            UncertaintyMeasure.LeastConfidence => 1 - first,
            UncertaintyMeasure.Margin => 1 - (first - second),
            UncertaintyMeasure.Ratio => second / first,
            UncertaintyMeasure.Entropy => entropy,
            UncertaintyMeasure.NormalisedEntropy => row.Length == 1 ? 0 : entropy / Math.Log(row.Length),
            UncertaintyMeasure.Gini => 1 - squares,
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
    }

    /// <summary>Equal bit by bit.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
                Assert.Fail($"{what}: position {i} is {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    /// <summary>Equal bit by bit, any NaN counting as any other: where payloads are not promised.</summary>
    public static void SameBitsOrNaN(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        float[] a = expected.ToArray(), b = actual.ToArray();
        for (int i = 0; i < a.Length; i++) if (float.IsNaN(a[i])) a[i] = float.NaN;
        for (int i = 0; i < b.Length; i++) if (float.IsNaN(b[i])) b[i] = float.NaN;
        SameBits(a, b, what);
    }

    /// <summary>Units in the last place between a float and the exact value.</summary>
    public static double Ulps(float actual, double exact)
    {
        float near = Math.Abs((float)exact);
        double ulp = (double)MathF.BitIncrement(near) - near;
        return Math.Abs(actual - exact) / ulp;
    }

    /// <summary>Bytes that an action allocates on this thread: the least of several runs, because a collection that another test
    /// causes is charged to whoever was allocating.</summary>
    public static long Allocations(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5 && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
