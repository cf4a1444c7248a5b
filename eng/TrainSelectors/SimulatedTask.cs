using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace TrainSelectors;

/// <summary>A classification task with all answers known: Gaussian clusters, one or two for each class, some classes rare.</summary>
internal sealed class SimulatedTask : IPluginLog
{
    private const int PoolRows = 200;
    private const int TestRows = 300;

    /// <summary>Numbers of classes, each as frequent: what is learned is to hold for two as for twenty.</summary>
    private static readonly int[] Classes = [2, 3, 5, 8, 12, 20];

    private readonly float[][] _rows = new float[PoolRows + TestRows][];
    private readonly int[] _classes = new int[PoolRows + TestRows];
    private readonly DenseFeatures _test;

    public SimulatedTask(ulong seed)
    {
        var random = new RandomSource(seed, "task");
        ClassCount = Classes[(int)random.Below(Classes.Length, 0)];
        var width = 2 + (int)random.Below(15, 1);
        var spread = 0.5 + (1.5 * random.Uniform(2));
        var clusters = ClassCount * (1 + (int)random.Below(2, 3));
        _test = new DenseFeatures(width);
        for (var row = 0; row < _rows.Length; row++)
        {
            // The product of two uniform numbers: clusters of unequal size.
            var cluster = (int)(random.Uniform(row, 100) * (0.3 + (0.7 * random.Uniform(row, 101))) * clusters);
            _classes[row] = cluster % ClassCount;
            _rows[row] = new float[width];
            for (var d = 0; d < width; d++)
            {
                var centre = (2 * random.Uniform(1_000_000 + cluster, d)) - 1;
                var noise = Enumerable.Range(0, 6).Sum(k => random.Uniform(row, 200 + (6 * d) + k)) - 3;
                _rows[row][d] = (float)((2 * centre) + (spread * noise));
            }

            if (row >= PoolRows)
            {
                _test.Append(_rows[row]);
            }
        }

        // A first row of every class that the pool has, and a few more.
        var order = Enumerable.Range(0, PoolRows).OrderBy(row => random.Bits(row, 300)).ToList();
        First = [.. order.GroupBy(row => _classes[row]).Select(group => group.First()), .. order.Take((int)random.Below(4 * ClassCount, 4))];
        First = [.. First.Distinct()];
    }

    public int ClassCount { get; }

    /// <summary>Rows that have a label at the start.</summary>
    public IReadOnlyList<int> First { get; }

    public static IEnumerable<int> Pool => Enumerable.Range(0, PoolRows);

    public int ClassOf(int row) => _classes[row];

    public IClassifier Fit(PluginInstance<ILearner> learner, IReadOnlyList<int> rows)
    {
        var features = new DenseFeatures(_rows[0].Length);
        foreach (var row in rows)
        {
            features.Append(_rows[row]);
        }

        var set = new TrainingSet(features, [.. rows.Select(row => _classes[row])], ClassCount);
        return (IClassifier)learner.Instance.Fit(set, new FitContext { Log = this });
    }

    /// <summary>Accuracy on the test part and the mean probability of the right class, half and half: the second tells small steps apart.</summary>
    public double Measure(IClassifier model)
    {
        var probabilities = new float[TestRows * ClassCount];
        model.PredictProbabilities(_test.Block(0, TestRows), probabilities);
        return Enumerable.Range(0, TestRows).Average(i =>
        {
            var row = probabilities.AsSpan(i * ClassCount, ClassCount);
            var right = row[_classes[PoolRows + i]];
            return (right + (row.ContainsAnyExceptInRange(0, right) ? 0.0 : 1.0)) / 2;
        });
    }

    /// <summary>The terms of a row for a selector.</summary>
    public double[] Terms(IClassifier model, int row, IReadOnlyList<int> labelled)
    {
        var counts = new int[ClassCount];
        foreach (var other in labelled)
        {
            counts[_classes[other]]++;
        }

        var probabilities = new float[ClassCount];
        model.PredictProbabilities(FeatureBlock.Dense(_rows[row], 1, _rows[row].Length), probabilities);
        var terms = new double[PluginAL.Strategies.SelectorFeatures.Terms];
        PluginAL.Strategies.SelectorFeatures.Fill(probabilities, counts, terms);
        return terms;
    }

    public void Information(string message)
    {
        // A hundred thousand fits have much to say.
    }

    public void Warning(string message)
    {
    }
}
