using System.Numerics;
using System.Runtime.InteropServices;

namespace PluginAL.Pools;

/// <summary>Counts NaN and infinite feature values.</summary>
internal sealed class NonFinite
{
    public long Count { get; private set; }

    public long FirstRow { get; private set; } = -1;

    /// <summary>Looks at values that begin at the start of a row.</summary>
    public void Observe(ReadOnlySpan<float> values, long firstRow, int width) => Observe(values, firstRow, 0, width);

    /// <summary>Looks at values that begin at any element of the rows from the first one on.</summary>
    public void Observe(ReadOnlySpan<float> values, long firstRow, long firstElement, int width)
    {
        if (AllFinite(values))
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                Count++;
                FirstRow = FirstRow < 0 ? firstRow + ((firstElement + i) / width) : FirstRow;
            }
        }
    }

    /// <summary>Looks at the values of sparse rows.</summary>
    /// <param name="values">The values of all rows.</param>
    /// <param name="firstRow">The number of the first row.</param>
    /// <param name="rowEnds">Where the values of each row end.</param>
    public void Observe(ReadOnlySpan<float> values, long firstRow, ReadOnlySpan<int> rowEnds)
    {
        if (AllFinite(values))
        {
            return;
        }

        var row = 0;
        for (var i = 0; i < values.Length; i++)
        {
            while (i >= rowEnds[row])
            {
                row++;
            }

            if (!float.IsFinite(values[i]))
            {
                Count++;
                FirstRow = FirstRow < 0 ? firstRow + row : FirstRow;
            }
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        // x * 0 is 0 for every finite x and NaN for every other.
        var sum = Vector<float>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (var vector in vectors)
        {
            sum += vector * Vector<float>.Zero;
        }

        var rest = 0f;
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            rest += value * 0;
        }

        return float.IsFinite(Vector.Sum(sum) + rest);
    }
}
