using PluginAL.Abstractions;
using PluginAL.Engine.Acquisition;

namespace PluginAL.Engine.Tests.Acquisition;

public sealed class FeatureAcquisitionTests
{
    private const float Missing = float.NaN;

    /// <summary>p(1) = σ(w · x): what each feature says is plain.</summary>
    private sealed class Logistic(params double[] weights) : IClassifier
    {
        public int Width => weights.Length;

        public int ClassCount => 2;

        public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var z = 0.0;
                for (var j = 0; j < weights.Length; j++)
                {
                    z += weights[j] * rows.Values[(i * weights.Length) + j];
                }

                probabilities[(2 * i) + 1] = (float)(1 / (1 + Math.Exp(-z)));
                probabilities[2 * i] = 1 - probabilities[(2 * i) + 1];
            }
        }

        public void Save(Stream stream) => throw new NotSupportedException();
    }

    private static double Normal(RandomSource random, long row, int draw) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Uniform(row, 2 * draw))) * Math.Cos(2 * Math.PI * random.Uniform(row, (2 * draw) + 1));

    /// <summary>x₀ and x₁ correlate with 0.8, x₂ is by itself; a share of the values is missing.</summary>
    private static DenseFeatures Rows(int count, double missing, ulong seed = 1)
    {
        var random = new RandomSource(seed, "rows");
        var rows = new DenseFeatures(3);
        for (var i = 0; i < count; i++)
        {
            var first = Normal(random, i, 0);
            float[] row = [(float)first, (float)(1 + (0.8 * first) + (0.6 * Normal(random, i, 1))), (float)(2 * Normal(random, i, 2))];
            for (var j = 0; j < 3; j++)
            {
                row[j] = random.Uniform(i, 10 + j) < missing ? Missing : row[j];
            }

            rows.Append(row);
        }

        return rows;
    }

    private static AcquisitionContext Context(FeatureMatrix rows, IClassifier? model, params double[] costs) => new()
    {
        Features = rows, Imputer = ConditionalGaussian.Fit(Rows(2000, 0.3)), Model = model, Costs = costs, Random = new RandomSource(1, "acquire"),
    };

    [Fact]
    public void The_distribution_is_found_in_incomplete_rows()
    {
        var gaussian = ConditionalGaussian.Fit(Rows(4000, 0.3));
        double[] expected = [1, 0.8, 0, 0.8, 1, 0, 0, 0, 4];
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(expected[i], gaussian.Covariance[i], i == 8 ? 0.3 : 0.08);
        }

        Assert.Equal(0, gaussian.Mean[0], 0.06);
        Assert.Equal(1, gaussian.Mean[1], 0.06);
        Assert.Equal(0, gaussian.Mean[2], 0.12);
    }

    [Fact]
    public void A_missing_value_is_filled_in_from_those_it_depends_on()
    {
        var gaussian = ConditionalGaussian.Fit(Rows(4000, 0.3));
        var row = gaussian.Impute([2, Missing, Missing]);
        Assert.Equal([1, 2], row.Missing);
        Assert.Equal(2.6, row.Values[1], 0.1);
        Assert.Equal(0.36, row.Variance(0), 0.05);
        Assert.Equal(4, row.Variance(1), 0.3);

        // Of a row without any value all is as it is on the whole; one that is complete stays as it is.
        Assert.Equal(gaussian.Mean.Select(value => (float)value), gaussian.Impute([Missing, Missing, Missing]).Values);
        Assert.Equal([1f, 2, 3], gaussian.Impute([1, 2, 3]).Values);
        Assert.Empty(gaussian.Impute([1, 2, 3]).Missing);

        // What is learned of one missing value moves the other that depends on it.
        var both = gaussian.Impute([Missing, Missing, 0]);
        Assert.Equal(0.8 * 2, both.With(1, both.Values[1] + 2)[0] - both.Values[0], 0.1);
        Assert.Equal(gaussian.Impute([Missing, 3, 0]).Values[0], both.With(1, 3)[0], 1e-4);
    }

    [Fact]
    public void A_complete_table_gives_its_own_moments()
    {
        var rows = Rows(500, 0);
        var gaussian = ConditionalGaussian.Fit(rows);
        var mean = Enumerable.Range(0, 500).Average(i => rows.Block(i, 1).Values[0]);
        var variance = Enumerable.Range(0, 500).Average(i => Math.Pow(rows.Block(i, 1).Values[0] - mean, 2));
        Assert.Equal(mean, gaussian.Mean[0], 1e-6);
        Assert.Equal(variance * 1.001, gaussian.Covariance[0], 1e-5);
    }

    [Fact]
    public void Columns_that_are_never_there_or_copies_of_others_do_no_harm()
    {
        var rows = new DenseFeatures(3);
        for (var i = 0; i < 50; i++)
        {
            rows.Append([i, i, Missing]);
        }

        var row = ConditionalGaussian.Fit(rows).Impute([7, Missing, Missing]);
        Assert.Equal(7, row.Values[1], 0.2);
        Assert.Equal(0, row.Values[2]);
        Assert.True(row.Variance(1) > 0.9);
    }

    [Fact]
    public void The_information_is_that_of_many_draws()
    {
        var model = new Logistic(2, 0.5, -1);
        var row = ConditionalGaussian.Fit(Rows(2000, 0.3)).Impute([Missing, 0.5f, Missing]);
        var random = new RandomSource(8, "draws");
        for (var index = 0; index < 2; index++)
        {
            var (mean, within) = (0.0, 0.0);
            const int Draws = 40_000;
            for (var draw = 0; draw < Draws; draw++)
            {
                var p = new float[2];
                var value = row.Values[row.Missing[index]] + (Math.Sqrt(row.Variance(index)) * Normal(random, draw, 0));
                model.PredictProbabilities(FeatureBlock.Dense(row.With(index, value), 1, 3), p);
                mean += p[1] / Draws;
                within += Entropy(p[1]) / Draws;
            }

            Assert.Equal(Entropy(mean) - within, FeatureInformation.Information(model, row, index), 0.004);
        }

        static double Entropy(double p) => p is <= 0 or >= 1 ? 0 : (-p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p));
    }

    [Fact]
    public void What_the_model_listens_to_comes_first_and_what_is_dear_later()
    {
        var rows = new DenseFeatures(3);
        rows.Append([0, Missing, Missing]);
        rows.Append([6, Missing, Missing]);
        rows.Append([1, 1, 1]);
        var model = new Logistic(3, 0, 1);

        // Column 1 says nothing to the model; row 1 is far from the boundary already; row 2 lacks nothing.
        var query = new FeatureInformation().Select(Context(rows, model), 9);
        Assert.Equal([(0L, 2), (1L, 2)], query.Select(one => (one.Row, one.Feature)));
        Assert.True(query[0].Score > 100 * query[1].Score);
        Assert.All(query, one => Assert.True(one.Score >= 0));

        // A value that costs ten times as much is worth a tenth.
        Assert.Equal(query[0].Score / 10, new FeatureInformation().Select(Context(rows, model, 1, 1, 10), 1)[0].Score, 1e-12);
        var dear = new FeatureInformation().Select(Context(rows, new Logistic(0, 1, 0.6), 1, 1, 50) with { PerRow = 2 }, 4);
        Assert.Equal(1, dear[0].Feature);
        Assert.Equal(4, dear.Count);
    }

    [Fact]
    public void Without_a_model_what_cannot_be_foretold_comes_first()
    {
        var rows = new DenseFeatures(3);
        rows.Append([0, Missing, Missing]);
        Assert.Equal(2, new FeatureVariance().Select(Context(rows, null), 1)[0].Feature);
        Assert.Equal(1, new FeatureVariance().Select(Context(rows, null, 1, 1, 5), 1)[0].Feature);
        Assert.Contains("FeatureVariance", Assert.Throws<PluginALException>(() => new FeatureInformation().Select(Context(rows, null), 1)).Message);
        Assert.Equal(new FeatureRandom().Select(Context(rows, null), 1), new FeatureRandom().Select(Context(rows, null), 1));
        Assert.Contains("a cost for each column", Assert.Throws<PluginALException>(() => new FeatureVariance().Select(Context(rows, null, 1), 1)).Message);
    }

    [Fact]
    public void Values_that_tell_most_make_predictions_right_for_less()
    {
        // 300 rows of which 60 % of values are missing; 150 units to spend. The truth follows the model.
        var model = new Logistic(2.5, 0, 1);
        var whole = Rows(300, 0, seed: 5);
        double[] costs = [1, 1, 1];
        double Accuracy(IFeatureAcquisition acquisition)
        {
            var random = new RandomSource(2, "holes");
            var rows = Enumerable.Range(0, 300).Select(i => whole.Block(i, 1).Values.ToArray().Select((value, j) => random.Uniform(i, j) < 0.6 ? Missing : value).ToArray()).ToArray();
            var imputer = ConditionalGaussian.Fit(Rows(2000, 0.3));
            var p = new float[2];
            for (var spent = 0; spent < 150; spent += 30)
            {
                var features = new DenseFeatures(3);
                Array.ForEach(rows, row => features.Append(row));
                foreach (var query in acquisition.Select(Context(features, model, costs) with { Imputer = imputer, Random = new RandomSource(3, "acquire", spent) }, 30))
                {
                    rows[query.Row][query.Feature] = whole.Block(query.Row, 1).Values[query.Feature];
                }
            }

            return Enumerable.Range(0, 300).Average(i =>
            {
                model.PredictProbabilities(FeatureBlock.Dense([.. imputer.Impute(rows[i]).Values], 1, 3), p);
                var guess = p[1] > 0.5;
                model.PredictProbabilities(whole.Block(i, 1), p);
                return guess == p[1] > 0.5 ? 1.0 : 0;
            });
        }

        var (informed, random) = (Accuracy(new FeatureInformation()), Accuracy(new FeatureRandom()));
        Assert.True(informed > random + 0.05, $"{informed} and {random}");
    }
}
