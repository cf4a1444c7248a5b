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

    /// <summary>The most probable class of each row, or the one most probable against its share of the labels; −1 without a model.</summary>
    public int[] Predicted { get; }

    /// <summary>Reads rows.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="unit">The unit of the lists with which they are compared; null: their own.</param>
    /// <param name="labels">How many labels each class has, where its probability is to be held against that.</param>
    public static ShortList Read(QueryContext context, IEnumerable<long> rows, double? unit = null, int[]? labels = null)
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
                if (labels is not null && !block.Probabilities.IsEmpty)
                {
                    list.Predicted[done + i] = Likeliest(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount), labels);
                }
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

    /// <summary>The class with the largest likelihood, since its probability is that times its share of the labels.</summary>
    private static int Likeliest(ReadOnlySpan<float> probabilities, int[] labels)
    {
        var (best, largest) = (0, -1.0);
        for (var c = 0; c < probabilities.Length; c++)
        {
            var likelihood = probabilities[c] / (labels[c] + 0.5);
            (best, largest) = likelihood > largest ? (c, likelihood) : (best, largest);
        }

        return best;
    }

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
