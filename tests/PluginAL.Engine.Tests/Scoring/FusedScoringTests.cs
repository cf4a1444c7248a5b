using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Scoring;
using PluginAL.Pools;

namespace PluginAL.Engine.Tests.Scoring;

public sealed class FusedScoringTests
{
    private static readonly string[] Names = ["least-confidence", "margin", "ratio", "entropy", "normalised-entropy", "gini"];

    private static float[] Floats(int count, int seed, float scale = 1)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = ((random.NextSingle() * 2) - 1) * scale;
        }

        return values;
    }

    private static void Write(string path, float[] values, int width)
    {
        using var writer = NpyWriter<float>.Create(path, width);
        writer.Write(values);
        writer.Complete();
    }

    private static float[] All(SignalSource source, IPointwiseStrategy strategy, bool fuse, RowSet? candidates = null)
    {
        var seen = new float[source.RowCount];
        new PoolScorer(source, strategy) { Fuse = fuse, Candidates = candidates, Sink = (first, scores) => scores.CopyTo(seen.AsSpan((int)first)) }.Run(10);
        return seen;
    }

    private static void AssertSame(SignalSource source, IPointwiseStrategy strategy)
    {
        Assert.IsAssignableFrom<IMeasureStrategy>(strategy);
        Assert.Equal(
            All(source, strategy, false).Select(BitConverter.SingleToInt32Bits),
            All(source, strategy, true).Select(BitConverter.SingleToInt32Bits));
        var some = RowSet.Only(source.RowCount, [.. Enumerable.Range(0, (int)source.RowCount).Where(row => row % 3 != 1).Select(row => (long)row)]);
        foreach (var candidates in new[] { null, some })
        {
            var apart = new PoolScorer(source, strategy) { Fuse = false, Candidates = candidates }.Run(50);
            foreach (var threads in new[] { 1, 3 })
            {
                var fused = new PoolScorer(source, strategy) { Candidates = candidates, Threads = threads, Rehearse = true }.Run(50);
                Assert.Equal(apart.Best, fused.Best);
                Assert.Equal((apart.ScoredRows, apart.NonFinite, apart.FirstNonFiniteRow), (fused.ScoredRows, fused.NonFinite, fused.FirstNonFiniteRow));
            }
        }
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(40, true)]
    public void Probabilities_score_with_the_bits_of_the_strategy(int classes, bool normalise)
    {
        using var folder = new TemporaryFolder();
        using var plugins = new Plugins();
        var rows = Floats(3000 * classes, 1);
        for (var i = 0; i < rows.Length; i += classes)
        {
            var sum = 0f;
            for (var c = 0; c < classes; c++)
            {
                sum += rows[i + c] = Math.Abs(rows[i + c]);
            }

            for (var c = 0; c < classes && !normalise; c++)
            {
                rows[i + c] /= sum;
            }
        }

        rows[1234 * classes] = float.NaN;
        Write(folder.File("p.npy"), rows, classes);
        using var column = NpyColumn<float>.Open(folder.File("p.npy"));
        foreach (var name in Names)
        {
            using var strategy = plugins.Strategy(name);
            AssertSame(new ProbabilitySignals(column, normalise), (IPointwiseStrategy)strategy.Instance);
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    [InlineData(5, 3)]
    [InlineData(40, 40)]
    public void Linear_models_score_with_the_bits_of_the_strategy_also_where_classes_are_absent(int classes, int present)
    {
        const int Width = 6;
        using var folder = new TemporaryFolder();
        using var plugins = new Plugins();
        using var learner = plugins.Learner();
        var training = new DenseFeatures(Width);
        training.Append(Floats(200 * Width, 2));
        var labels = Enumerable.Range(0, 200).Select(i => i % present).ToArray();
        var data = new TrainingSet(training, labels, classes);
        var model = (IClassifier)learner.Instance.Fit(data, new FitContext { Random = new RandomSource(1, "fit"), Log = plugins });
        var rows = Floats(5000 * Width, 3, 4);
        rows[777 * Width] = float.NaN;
        Write(folder.File("f.npy"), rows, Width);
        using var column = NpyColumn<float>.Open(folder.File("f.npy"));
        foreach (var name in Names)
        {
            using var strategy = plugins.Strategy(name);
            var source = new ModelSignals(model, new NpyFeatures(column), Signals.Probabilities);
            AssertSame(source, (IPointwiseStrategy)strategy.Instance);
        }
    }

    [Fact]
    public void A_row_that_is_no_distribution_is_refused_by_its_number_on_either_way()
    {
        using var folder = new TemporaryFolder();
        using var plugins = new Plugins();
        var rows = Enumerable.Repeat(0.25f, 4 * 100_000).ToArray();
        rows[(99_000 * 4) + 1] = 0.5f;
        rows[99_500 * 4] = 0.5f;
        Write(folder.File("p.npy"), rows, 4);
        using var column = NpyColumn<float>.Open(folder.File("p.npy"));
        using var strategy = plugins.Strategy("margin");
        foreach (var fuse in new[] { true, false })
        {
            foreach (var threads in new[] { 1, 4 })
            {
                var error = Assert.Throws<PluginALException>(() => new PoolScorer(new ProbabilitySignals(column, false), (IPointwiseStrategy)strategy.Instance)
                {
                    Fuse = fuse, Threads = threads, Rehearse = true,
                }.Run(5));
                Assert.Contains("row 99000 sums to 1.25", error.Message);
            }
        }
    }
}
