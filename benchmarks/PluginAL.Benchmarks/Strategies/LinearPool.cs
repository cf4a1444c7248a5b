using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Strategies;

/// <summary>A pool of clouds in memory, a linear model of them, and a committee of such models: what strategies are timed on.</summary>
internal sealed class LinearPool : FeatureMatrix
{
    public const int D = 64;
    public const int C = 10;
    public const int M = 5;
    private const int Clouds = 50;

    private readonly float[] _values;

    public LinearPool(int rows)
    {
        RowCount = rows;
        _values = new float[rows * D];
        var random = new RandomSource(1, "pool");
        Parallel.For(0, rows, row =>
        {
            var cloud = (int)random.Below(Clouds, row, D);
            for (var d = 0; d < D; d += 2)
            {
                // Two normal variates from two uniform ones (Box and Muller 1958).
                var radius = Math.Sqrt(-2 * Math.Log(1 - random.Uniform(row, d)));
                var angle = 2 * Math.PI * random.Uniform(row, d + 1);
                _values[(row * D) + d] = (float)((2 * random.Uniform(-1 - cloud, d)) + (radius * Math.Cos(angle)));
                _values[(row * D) + d + 1] = (float)((2 * random.Uniform(-1 - cloud, d + 1)) + (radius * Math.Sin(angle)));
            }
        });
        Model = new LinearModel(random.For("model"));
        Members = [.. Enumerable.Range(0, M).Select(m => new LinearModel(random.For($"member {m}")))];
    }

    public override FeatureLayout Layout => FeatureLayout.Dense;

    public override long RowCount { get; }

    public override int Width => D;

    public LinearModel Model { get; }

    public LinearModel[] Members { get; }

    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        var count = (int)Math.Min(maxRows, RowCount - firstRow);
        return FeatureBlock.Dense(_values.AsSpan((int)firstRow * D, count * D), count, D);
    }

    /// <summary>Softmax of a linear function with random weights.</summary>
    internal sealed class LinearModel : ILinearClassifier
    {
        private readonly float[] _weights = new float[D * C];
        private readonly float[] _bias = new float[C];

        public LinearModel(RandomSource random)
        {
            for (var i = 0; i < _weights.Length; i++)
            {
                _weights[i] = (float)(random.Uniform(i) - 0.5);
            }
        }

        public int Width => D;

        public int ClassCount => C;

        public ReadOnlySpan<int> WeightedClasses => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

        public ReadOnlySpan<float> DenseWeights => _weights;

        public ReadOnlySpan<float> Bias => _bias;

        public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
        {
            Linear.Logits(rows.Values, D, _weights, _bias, C, probabilities);
            Softmax.InPlace(probabilities, C);
        }

        public void Save(Stream stream) => throw new NotSupportedException();
    }
}
