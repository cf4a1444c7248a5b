using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

/// <summary>Small problems made by a formula, so that another program can make them too.</summary>
internal static class Data
{
    public static float[] Waves(int rows, int width, double phase = 0)
    {
        var x = new float[rows * width];
        for (var i = 0; i < rows; i++)
        {
            for (var d = 0; d < width; d++)
            {
                x[i * width + d] = (float)Math.Sin(0.7 * i + 1.3 * d + 0.11 * i * d + phase);
            }
        }

        return x;
    }

    public static int[] ThreeClasses(float[] waves, int width) =>
        [.. Enumerable.Range(0, waves.Length / width).Select(i => (i * 7 + (waves[i * width] > 0 ? 1 : 0)) % 3)];

    public static DenseFeatures Dense(float[] values, int width)
    {
        var features = new DenseFeatures(width);
        features.Append(values);
        return features;
    }

    public static SparseFeatures Sparse(float[] values, int width)
    {
        var features = new SparseFeatures(width);
        for (var i = 0; i < values.Length / width; i++)
        {
            var row = values.AsSpan(i * width, width).ToArray();
            int[] columns = [.. Enumerable.Range(0, width).Where(d => row[d] != 0)];
            features.Append(columns, [.. columns.Select(d => row[d])]);
        }

        return features;
    }

    /// <summary>24 rows of unit length over 40 columns, four classes; eight columns occur once.</summary>
    public static (float[] Values, int[] Classes) Words()
    {
        var x = new float[24 * 40];
        for (var i = 0; i < 24; i++)
        {
            var columns = new HashSet<int>(Enumerable.Range(0, 5).Select(j => (i * 7 + j * j * 3 + (i % 4) * j) % 40));
            foreach (var column in columns)
            {
                x[i * 40 + column] = (float)(1 / Math.Sqrt(columns.Count));
            }
        }

        return (x, [.. Enumerable.Range(0, 24).Select(i => i % 4)]);
    }

    public static float[] Counts() =>
        [.. Enumerable.Range(0, 9).SelectMany(i => Enumerable.Range(0, 6).Select(d => (float)((i * 5 + d * 3 + i * d) % 4)))];

    public static FitContext Context(IModel? previous = null, CancellationToken cancellation = default) =>
        new() { Log = new Log(), Previous = previous, Cancellation = cancellation };

    public static float[] Predict(IModel model, FeatureMatrix features, int rows = int.MaxValue)
    {
        var classifier = (IClassifier)model;
        var block = features.Block(0, rows);
        var probabilities = new float[block.Count * classifier.ClassCount];
        classifier.PredictProbabilities(block, probabilities);
        return probabilities;
    }

    public static byte[] Save(IModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    public static IModel Reload(ILearner learner, IModel model) => learner.Load(new MemoryStream(Save(model)));

    public static void Close(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{i}: expected {expected[i]:R}, found {actual[i]:R}");
        }
    }

    internal sealed class Log : IPluginLog
    {
        public List<string> Warnings { get; } = [];

        public void Information(string message)
        {
        }

        public void Warning(string message) => Warnings.Add(message);
    }
}
