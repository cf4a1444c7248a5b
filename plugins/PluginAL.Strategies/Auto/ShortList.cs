using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Some rows with all that is needed to choose among them.</summary>
internal sealed class ShortList
{
    private ShortList(long[] rows)
    {
        Rows = rows;
        Doubts = new double[rows.Length];
        Predicted = new int[rows.Length];
    }

    /// <summary>Ascending rows.</summary>
    public long[] Rows { get; }

    /// <summary>n × <see cref="Width"/> in <see cref="Unit"/>.</summary>
    public float[] Vectors { get; private set; } = [];

    public int Width { get; private set; }

    /// <summary>As of <see cref="PoolView"/>; null without rows.</summary>
    public double? Unit { get; private set; }

    /// <summary>1 − (p₁ − p₂) of each row, at least 0; 1 without a model or where it says nothing.</summary>
    public double[] Doubts { get; }

    /// <summary>The most probable class of each row; −1 without a model.</summary>
    public int[] Predicted { get; }

    /// <summary>Reads rows.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="unit">The unit of the lists with which they are compared; null: their own.</param>
    public static ShortList Read(QueryContext context, IEnumerable<long> rows, double? unit = null)
    {
        long[] sorted = [.. rows.Order()];
        var list = new ShortList(sorted);
        var done = 0;
        context.ForEachBlock(sorted, (in SignalBlock block) =>
        {
            if (list.Width == 0)
            {
                list.Width = block.EmbeddingWidth;
                list.Vectors = new float[sorted.Length * block.EmbeddingWidth];
            }

            block.Embeddings.CopyTo(list.Vectors.AsSpan(done * list.Width));
            for (var i = 0; i < block.Count; i++)
            {
                (list.Predicted[done + i], list.Doubts[done + i]) = block.Probabilities.IsEmpty
                    ? (-1, 1)
                    : Doubt(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount));
            }

            done += block.Count;
        });
        if (done > 0)
        {
            list.Unit = unit ?? Strategies.Unit.Of(list.Vectors, list.Width);
            Strategies.Unit.Divide(list.Vectors, list.Unit.Value);
        }

        return list;
    }

    public ReadOnlySpan<float> Vector(int index) => Vectors.AsSpan(index * Width, Width);

    private static (int Class, double Doubt) Doubt(ReadOnlySpan<float> probabilities)
    {
        var (first, second, best) = (0f, 0f, 0);
        for (var c = 0; c < probabilities.Length; c++)
        {
            if (probabilities[c] > first)
            {
                (first, second, best) = (probabilities[c], first, c);
            }
            else if (probabilities[c] > second)
            {
                second = probabilities[c];
            }
        }

        return (best, first > 0 ? 1 - (first - second) : 0);
    }
}
