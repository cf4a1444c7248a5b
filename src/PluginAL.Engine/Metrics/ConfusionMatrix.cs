using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Metrics;

/// <summary>How often each true class was predicted as each class, and the metrics that follow from it.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classCount">The number of classes C.</param>
    public ConfusionMatrix(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        ClassCount = classCount;
        _counts = new long[checked(classCount * classCount)];
    }

    /// <summary>The number of classes C.</summary>
    public int ClassCount { get; }

    /// <summary>The number of rows counted.</summary>
    public long Total { get; private set; }

    /// <summary>How many rows of class <paramref name="truth"/> were predicted as <paramref name="predicted"/>.</summary>
    /// <param name="truth">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public long this[int truth, int predicted] => _counts[(truth * ClassCount) + predicted];

    /// <summary>The share of rows predicted right, in [0, 1]; NaN without rows.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (var c = 0; c < ClassCount; c++)
            {
                right += this[c, c];
            }

            return (double)right / Total;
        }
    }

    /// <summary>
    /// The mean over the classes that occur as truth of F₁ = 2·TP / (2·TP + FP + FN), in [0, 1]; a class that is never
    /// predicted counts as 0. NaN without rows.
    /// </summary>
    public double MacroF1
    {
        get
        {
            var (sum, present) = (0.0, 0);
            for (var c = 0; c < ClassCount; c++)
            {
                long truth = 0, predicted = 0;
                for (var other = 0; other < ClassCount; other++)
                {
                    truth += this[c, other];
                    predicted += this[other, c];
                }

                if (truth > 0)
                {
                    present++;
                    sum += 2.0 * this[c, c] / (truth + predicted);
                }
            }

            return sum / present;
        }
    }

    /// <summary>Counts one row.</summary>
    /// <param name="truth">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public void Add(int truth, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth, (uint)ClassCount, nameof(truth));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)ClassCount, nameof(predicted));
        _counts[(truth * ClassCount) + predicted]++;
        Total++;
    }

    /// <summary>Counts rows that were counted before.</summary>
    /// <param name="rows">A row for each true class, as <see cref="ToRows"/> gives them.</param>
    /// <exception cref="ArgumentException">They are not C × C.</exception>
    public void Add(long[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Length != ClassCount || rows.Any(row => row.Length != ClassCount))
        {
            throw new ArgumentException($"Give {ClassCount} rows of {ClassCount} counts.", nameof(rows));
        }

        for (var truth = 0; truth < ClassCount; truth++)
        {
            for (var predicted = 0; predicted < ClassCount; predicted++)
            {
                _counts[(truth * ClassCount) + predicted] += rows[truth][predicted];
                Total += rows[truth][predicted];
            }
        }
    }

    /// <summary>The counts as rows of true classes.</summary>
    /// <returns>C rows of C counts.</returns>
    public long[][] ToRows() => [.. Enumerable.Range(0, ClassCount).Select(c => _counts.AsSpan(c * ClassCount, ClassCount).ToArray())];

    /// <summary>Predicts labelled rows and counts what comes out. Of equal probabilities the lower class wins.</summary>
    /// <param name="model">The classifier; its C may be smaller than the matrix's, where the test part knows more classes.</param>
    /// <param name="features">(n, D).</param>
    /// <param name="truth">n classes.</param>
    /// <param name="classCount">The number of classes of the matrix.</param>
    /// <returns>The matrix.</returns>
    public static ConfusionMatrix Evaluate(IClassifier model, FeatureMatrix features, IReadOnlyList<int> truth, int classCount)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(truth);
        var matrix = new ConfusionMatrix(classCount);
        var blockRows = Math.Max(1, Math.Min(4096, (1 << 18) / model.ClassCount));
        var probabilities = new float[blockRows * model.ClassCount];
        for (long row = 0; row < features.RowCount;)
        {
            var block = features.Block(row, blockRows);
            var output = probabilities.AsSpan(0, block.Count * model.ClassCount);
            try
            {
                model.PredictProbabilities(block, output);
            }
            catch (Exception e) when (PluginOrigin.Blames(model, e))
            {
                throw PluginOrigin.Failure(model, "PredictProbabilities", e);
            }

            for (var i = 0; i < block.Count; i++)
            {
                matrix.Add(truth[(int)row + i], ArgMax(output.Slice(i * model.ClassCount, model.ClassCount)));
            }

            row += block.Count;
        }

        return matrix;
    }

    private static int ArgMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }
}
