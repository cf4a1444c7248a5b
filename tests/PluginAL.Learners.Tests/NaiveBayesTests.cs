using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

public sealed class NaiveBayesTests
{
    private static readonly int[] Classes = [0, 0, 0, 0, 1, 1, 1, 2, 2];

    [Theory]
    [InlineData(NaiveBayesKind.Multinomial, 1, new[] { 0.3102628f, 0.5267615f, 0.1629756f, 0.4800365f, 0.2869607f, 0.2330028f, 0.4443312f, 0.4657152f, 0.08995366f })]
    [InlineData(NaiveBayesKind.Multinomial, 0.1, new[] { 0.2894378f, 0.5485915f, 0.1619707f, 0.5011524f, 0.2675994f, 0.2312482f, 0.454274f, 0.4682597f, 0.07746631f })]
    [InlineData(NaiveBayesKind.Complement, 1, new[] { 0.2384132f, 0.4463451f, 0.3152417f, 0.3447281f, 0.3148386f, 0.3404333f, 0.3465429f, 0.416526f, 0.236931f })]
    [InlineData(NaiveBayesKind.Complement, 0.1, new[] { 0.2267835f, 0.4551508f, 0.3180657f, 0.3497739f, 0.3109408f, 0.3392854f, 0.3507134f, 0.4184124f, 0.2308742f })]
    public void Probabilities_are_the_known_ones(NaiveBayesKind kind, double alpha, float[] expected)
    {
        // scikit-learn 1.2.1: MultinomialNB and ComplementNB.
        var x = Data.Counts();
        var learner = new NaiveBayes(new NaiveBayesOptions { Kind = kind, Alpha = alpha });
        var dense = learner.Fit(new TrainingSet(Data.Dense(x, 6), Classes, 3), Data.Context());
        var sparse = learner.Fit(new TrainingSet(Data.Sparse(x, 6), Classes, 3), Data.Context());
        Data.Close(expected, Data.Predict(dense, Data.Dense(x, 6), 3), 2e-6f);
        Data.Close(expected, Data.Predict(sparse, Data.Sparse(x, 6), 3), 2e-6f);
    }

    [Theory]
    [InlineData(NaiveBayesKind.Multinomial, new[] { 0.3856382f, 0.4467994f, 0.1675624f, 0.3931025f, 0.3080242f, 0.2988732f, 0.2786836f, 0.5851042f, 0.1362122f })]
    [InlineData(NaiveBayesKind.Complement, new[] { 0.2722546f, 0.4073826f, 0.3203628f, 0.2938756f, 0.3251162f, 0.3810082f, 0.2465437f, 0.4586748f, 0.2947815f })]
    public void A_column_that_never_occurred_counts_alpha(NaiveBayesKind kind, float[] expected)
    {
        var x = Data.Counts();
        float[] without = [.. x.Select((v, i) => i % 6 == 4 ? 0 : v)];
        var learner = new NaiveBayes(new NaiveBayesOptions { Kind = kind, Alpha = 0.5 });
        var dense = learner.Fit(new TrainingSet(Data.Dense(without, 6), Classes, 3), Data.Context());
        var sparse = learner.Fit(new TrainingSet(Data.Sparse(without, 6), Classes, 3), Data.Context());
        Data.Close(expected, Data.Predict(dense, Data.Dense(x, 6), 3), 2e-6f);
        Data.Close(expected, Data.Predict(sparse, Data.Sparse(x, 6), 3), 2e-6f);
        Data.Close(expected, Data.Predict(Data.Reload(learner, sparse), Data.Sparse(x, 6), 3), 2e-6f);
    }

    [Fact]
    public void Alpha_zero_is_raised_to_its_floor()
    {
        var x = Data.Counts();
        byte[] Fit(double alpha) => Data.Save(
            new NaiveBayes(new NaiveBayesOptions { Alpha = alpha }).Fit(new TrainingSet(Data.Dense(x, 6), Classes, 3), Data.Context()));
        Assert.Equal(Fit(1e-10), Fit(0));
    }

    [Fact]
    public void A_class_without_rows_has_probability_zero_and_a_lone_one_certainty()
    {
        var x = Data.Counts();
        foreach (var kind in Enum.GetValues<NaiveBayesKind>())
        {
            var learner = new NaiveBayes(new NaiveBayesOptions { Kind = kind });
            var p = Data.Predict(learner.Fit(new TrainingSet(Data.Sparse(x, 6), [.. Classes.Select(c => 2 * c)], 6), Data.Context()), Data.Sparse(x, 6));
            Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(0f, p[i * 6 + 1] + p[i * 6 + 3] + p[i * 6 + 5]));
            var lone = learner.Fit(new TrainingSet(Data.Dense(x, 6), new int[9], 2), Data.Context());
            Assert.Equal([1f, 0f], Data.Predict(lone, Data.Dense(x, 6), 1));
        }
    }

    [Fact]
    public void A_negative_value_is_refused_with_its_place_and_a_way_out()
    {
        var x = Data.Counts();
        x[4 * 6 + 3] = -2;
        var learner = new NaiveBayes(new NaiveBayesOptions());
        foreach (FeatureMatrix features in new FeatureMatrix[] { Data.Dense(x, 6), Data.Sparse(x, 6) })
        {
            var e = Assert.Throws<PluginALException>(() => learner.Fit(new TrainingSet(features, Classes, 3), Data.Context()));
            Assert.Equal(ErrorKind.Input, e.Kind);
            Assert.Contains("-2 in row 4", e.Message);
            Assert.Contains("column 3", e.Message);
            Assert.Contains("logistic", e.Message);
        }
    }

    [Fact]
    public void A_loaded_model_predicts_the_same_bits()
    {
        var x = Data.Counts();
        var learner = new NaiveBayes(new NaiveBayesOptions { Kind = NaiveBayesKind.Complement });
        foreach (FeatureMatrix features in new FeatureMatrix[] { Data.Dense(x, 6), Data.Sparse(x, 6) })
        {
            var model = learner.Fit(new TrainingSet(features, Classes, 4), Data.Context());
            Assert.Equal(Data.Predict(model, features), Data.Predict(Data.Reload(learner, model), features));
            Assert.Equal(Data.Save(model), Data.Save(Data.Reload(learner, model)));
        }
    }
}
