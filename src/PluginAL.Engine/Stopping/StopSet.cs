using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Scoring;

namespace PluginAL.Engine.Stopping;

/// <summary>Rows drawn at random from the pool, whose predictions are watched from round to round. Nobody need know their labels.</summary>
internal sealed class StopSet
{
    private const int MaxRows = 2000;
    private readonly long[] _rows;
    private readonly FeatureMatrix _features;
    private readonly int _classes;

    public StopSet(LearningData data, ulong seed)
    {
        var everything = RowSet.AllExcept(data.RowCount, []);
        _rows = [.. Sessions.RandomDraw.Draw(everything, (int)Math.Min(MaxRows, data.RowCount), new RandomSource(seed, "stop-set")).Select(row => row.Row).Order()];
        _features = RowGatherer.Gather(data.Features, _rows);
        _classes = data.Classes.Count;
    }

    /// <summary>What a model says of the stop set; the mean probabilities are those of rows without a label.</summary>
    public StopSetRound Look(IClassifier model, IEnumerable<long> labelled)
    {
        var probabilities = Predict(model, _features, _rows.Length, _classes);
        var entropies = new float[_rows.Length];
        Uncertainty.Score(UncertaintyMeasure.NormalisedEntropy, probabilities, _classes, entropies);
        var known = labelled.ToHashSet();
        var predicted = new int[_rows.Length];
        var means = new double[_classes];
        var unlabelled = 0;
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = probabilities.AsSpan(i * _classes, _classes);
            predicted[i] = ArgMax(row);
            if (known.Contains(_rows[i]))
            {
                continue;
            }

            unlabelled++;
            for (var c = 0; c < _classes; c++)
            {
                means[c] += row[c];
            }
        }

        return new StopSetRound
        {
            Predicted = predicted,
            MeanNormalisedEntropy = entropies.Average(value => (double)value),
            MeanProbabilities = unlabelled == 0 ? [] : [.. means.Select(sum => sum / unlabelled)],
        };
    }

    /// <summary>The largest normalised entropy of some rows, as a model sees them.</summary>
    public static double Largest(IClassifier model, LearningData data, IReadOnlyCollection<long> rows)
    {
        var probabilities = Predict(model, RowGatherer.Gather(data.Features, rows.Order()), rows.Count, data.Classes.Count);
        var entropies = new float[rows.Count];
        Uncertainty.Score(UncertaintyMeasure.NormalisedEntropy, probabilities, data.Classes.Count, entropies);
        return entropies.Max();
    }

    /// <summary>The class that a model predicts for each row, its probability, and that of the next.</summary>
    public static (int Class, float First, float Second)[] Predicted(IClassifier model, FeatureMatrix features, int count, int classes)
    {
        var probabilities = Predict(model, features, count, classes);
        var said = new (int, float, float)[count];
        for (var i = 0; i < count; i++)
        {
            said[i] = Best(probabilities.AsSpan(i * classes, classes));
        }

        return said;
    }

    /// <summary>The most probable class of a row, its probability, and that of the next.</summary>
    public static (int Class, float First, float Second) Best(ReadOnlySpan<float> row)
    {
        var best = ArgMax(row);
        var second = 0f;
        for (var c = 0; c < row.Length; c++)
        {
            second = c == best ? second : Math.Max(second, row[c]);
        }

        return (best, row[best], second);
    }

    private static int ArgMax(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++)
        {
            best = row[c] > row[best] ? c : best;
        }

        return best;
    }

    private static float[] Predict(IClassifier model, FeatureMatrix features, int count, int classes)
    {
        var probabilities = new float[(long)count * classes];
        for (var done = 0; done < count;)
        {
            var block = features.Block(done, count - done);
            model.PredictProbabilities(block, probabilities.AsSpan(done * classes, block.Count * classes));
            done += block.Count;
        }

        return probabilities;
    }
}
