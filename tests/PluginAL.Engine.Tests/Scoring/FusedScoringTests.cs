using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Scoring;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Tests.Scoring;

public sealed class FusedScoringTests
{
    private static readonly string[] Names = ["least-confidence", "margin", "ratio", "entropy", "normalised-entropy", "gini"];
    private static readonly string[] CommitteeNames = ["vote-entropy", "consensus-entropy", "kl-divergence", "bald", "variation-ratio", "max-disagreement"];

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

    private static void Write<T>(string path, T[] values, int width)
        where T : unmanaged
    {
        using var writer = NpyWriter<T>.Create(path, width);
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
            var compares = name is "least-confidence" or "margin" or "ratio";
            Assert.Equal(compares || present == classes || classes <= 32, source.CreateMeasureReader(Measures.Of((IPointwiseStrategy)strategy.Instance)!.Value) is not null);
            AssertSame(source, (IPointwiseStrategy)strategy.Instance);
        }
    }

    private static SparseFeatures Sparse(int rows, int width, int seed)
    {
        var random = new Random(seed);
        var features = new SparseFeatures(width);
        for (var i = 0; i < rows; i++)
        {
            int[] columns = [.. Enumerable.Range(0, width).Where(_ => random.Next(8) == 0)];
            features.Append(columns, [.. columns.Select(_ => i == 777 ? float.NaN : (random.NextSingle() * 4) - 1)]);
        }

        return features;
    }

    [Theory]
    [InlineData("logistic", 2, 2)]
    [InlineData("logistic", 7, 4)]
    [InlineData("logistic", 40, 40)]
    [InlineData("logistic", 40, 20)]
    [InlineData("naive-bayes", 5, 3)]
    public void Linear_models_score_sparse_rows_with_the_bits_of_the_strategy(string name, int classes, int present)
    {
        const int Width = 50;
        using var plugins = new Plugins();
        using var learner = plugins.Learner(name);
        var training = new SparseFeatures(Width);
        var random = new Random(4);
        for (var i = 0; i < 200; i++)
        {
            // Some columns have no weights of their own.
            int[] columns = [.. Enumerable.Range(0, Width - 10).Where(_ => random.Next(8) == 0)];
            training.Append(columns, [.. columns.Select(_ => 1 + random.NextSingle())]);
        }

        var data = new TrainingSet(training, [.. Enumerable.Range(0, 200).Select(i => i % present)], classes);
        var model = (IClassifier)learner.Instance.Fit(data, new FitContext { Random = new RandomSource(1, "fit"), Log = plugins });
        foreach (var measure in Names)
        {
            using var strategy = plugins.Strategy(measure);
            var source = new ModelSignals(model, Sparse(2000, Width, 5), Signals.Probabilities);
            var compares = measure is "least-confidence" or "margin" or "ratio";
            Assert.Equal(compares || present == classes || classes <= 32, source.CreateMeasureReader(Measures.Of((IPointwiseStrategy)strategy.Instance)!.Value) is not null);
            AssertSame(source, (IPointwiseStrategy)strategy.Instance);
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 3)]
    [InlineData(3, 40)]
    public void Committees_of_linear_models_score_with_the_bits_of_the_strategy(int members, int classes)
    {
        const int Width = 9;
        using var plugins = new Plugins();
        var outputs = members * classes;
        var dense = new DenseFeatures(Width);
        var rows = Floats(3000 * Width, 3, 2);
        rows[777 * Width] = float.NaN;
        dense.Append(rows);
        var (weights, bias) = (Floats(Width * outputs, 6, 2), Floats(outputs, 7));
        bias[^1] = float.NegativeInfinity; // a class that the last member lacks
        var slots = Enumerable.Range(0, 30).Select(column => column % Width).ToArray();
        foreach (var name in CommitteeNames)
        {
            using var strategy = plugins.Strategy(name);
            var pointwise = (IPointwiseStrategy)strategy.Instance;
            foreach (var source in new[]
            {
                new ModelSignals(new LinearMembers(members, classes, weights, bias), dense, Signals.Members),
                new ModelSignals(new LinearMembers(members, classes, weights, bias, slots), Sparse(2000, 30, 8), Signals.Members),
            })
            {
                Assert.Equal((members, classes), (source.MemberCount, source.ClassCount));
                Assert.NotNull(source.CreateMeasureReader(Measures.OfCommittee(pointwise)!.Value));
                AssertSame(source, pointwise);
            }
        }
    }

    [Fact]
    public void A_committee_without_weights_for_the_features_layout_is_asked_for_its_members()
    {
        var source = new ModelSignals(new LinearMembers(2, 3, Floats(30 * 6, 1), Floats(6, 2)), Sparse(10, 30, 3), Signals.Members);
        Assert.Null(source.CreateMeasureReader(CommitteeMeasure.VoteEntropy));
        source = new ModelSignals(new LinearMembers(2, 3, Floats(30 * 6, 1), Floats(6, 2)), Sparse(10, 30, 3), Signals.Probabilities);
        Assert.Null(source.CreateMeasureReader(CommitteeMeasure.VoteEntropy));
    }

    [Fact]
    public void Perceptrons_score_with_the_bits_of_the_strategy()
    {
        const int Width = 7;
        using var plugins = new Plugins();
        var features = new DenseFeatures(Width);
        var rows = Floats(3000 * Width, 3, 2);
        rows[777 * Width] = float.NaN;
        features.Append(rows);
        var model = new Perceptron(Width, new DenseLayer(Floats(Width * 20, 1), Floats(20, 2)), new DenseLayer(Floats(20 * 6, 3), Floats(6, 4)));
        foreach (var name in Names)
        {
            using var strategy = plugins.Strategy(name);
            var source = new ModelSignals(model, features, Signals.Probabilities);
            Assert.NotNull(source.CreateMeasureReader(Measures.Of((IPointwiseStrategy)strategy.Instance)!.Value));
            AssertSame(source, (IPointwiseStrategy)strategy.Instance);
        }
    }

    [Theory]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    [InlineData("int8")]
    public void Pools_of_short_numbers_score_fused_as_their_values_in_float32_do(string type)
    {
        const int Width = 6, Rows = 20_000;
        using var folder = new TemporaryFolder();
        using var plugins = new Plugins();
        var values = Floats(Rows * Width, 5, 3);
        var options = new PoolBuildOptions();
        switch (type)
        {
            case "float16":
                Write<Half>(folder.File("x.npy"), [.. values.Select(value => (Half)value)], Width);
                break;
            case "bfloat16":
                Write<ushort>(folder.File("x.npy"), [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))], Width);
                options = options with { FeatureEncoding = "bfloat16" };
                break;
            default:
                Write<sbyte>(folder.File("x.npy"), [.. values.Select(value => (sbyte)(value * 40))], Width);
                Write<float>(folder.File("s.npy"), [.. Enumerable.Range(1, Rows).Select(row => 1f / row)], 1);
                options = options with { ScalePath = folder.File("s.npy") };
                break;
        }

        PoolBuilder.Create(folder.File("p.pool"), [PoolSource.FromFile(folder.File("x.npy"))], options);
        using var pool = Pool.Open(folder.File("p.pool"));
        var wide = RowGatherer.Gather(pool.Features!, Enumerable.Range(0, Rows).Select(row => (long)row));
        var model = new Perceptron(Width, new DenseLayer(Floats(Width * 10, 1), Floats(10, 2)));
        using var strategy = plugins.Strategy("entropy");
        var source = new ModelSignals(model, pool.Features!, Signals.Probabilities);
        AssertSame(source, (IPointwiseStrategy)strategy.Instance);
        Assert.Equal(
            All(new ModelSignals(model, wide, Signals.Probabilities), (IPointwiseStrategy)strategy.Instance, true),
            All(source, (IPointwiseStrategy)strategy.Instance, true));
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
