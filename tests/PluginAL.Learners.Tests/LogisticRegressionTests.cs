using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

public sealed class LogisticRegressionTests
{
    private static readonly LogisticRegression Learner = new(new LogisticRegressionOptions());

    [Fact]
    public void Three_classes_agree_with_the_known_optimum()
    {
        // scikit-learn 1.2.1: LogisticRegression(C=1, solver="newton-cg", tol=1e-10).
        var x = Data.Waves(30, 4);
        var y = Data.ThreeClasses(x, 4);
        Assert.Equal([0, 2, 0, 1, 2, 2, 0, 1, 2, 1, 2, 0, 1, 2, 2, 0, 1, 2, 1, 2, 0, 1, 2, 2, 0, 1, 2, 1, 2, 0], y);
        var model = (LinearClassifier)Learner.Fit(new TrainingSet(Data.Dense(x, 4), y, 3), Data.Context());
        Data.Close(
            [0.3968754f, 0.2441429f, 0.3589818f, 0.4884245f, 0.2156433f, 0.2959321f, 0.4120134f, 0.2421187f, 0.3458679f],
            Data.Predict(model, Data.Dense(x, 4), 3),
            1e-4f);
        Data.Close(
            [0.3435143f, -0.244319f, -0.09919546f, 0.3122616f, -0.1986738f, -0.1135878f, -0.002058091f, -0.05741981f, 0.05947798f, -0.18686f, 0.006671316f, 0.1801886f],
            model.Weights.ToArray(),
            2e-4f);
        Data.Close([-0.2329307f, -0.06484028f, 0.2977709f], model.Intercepts.ToArray(), 2e-4f);
    }

    [Fact]
    public void Two_classes_agree_with_the_known_optimum()
    {
        // scikit-learn 1.2.1: LogisticRegression(C=2, solver="newton-cg", tol=1e-10): one weight vector.
        var x = Data.Waves(30, 4);
        int[] y = [.. Enumerable.Range(0, 30).Select(i => x[i * 4] + 0.5 * Math.Sin(5.0 * i) > 0 ? 1 : 0)];
        Assert.Equal([0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1], y);
        var learner = new LogisticRegression(new LogisticRegressionOptions { C = 2 });
        var model = (LinearClassifier)learner.Fit(new TrainingSet(Data.Dense(x, 4), y, 2), Data.Context());
        Data.Close([0, 2.635965f, 0, -1.107656f, 0, -1.069023f, 0, 0.009805835f], model.Weights.ToArray(), 5e-4f);
        Data.Close([0, 1.00606f], model.Intercepts.ToArray(), 5e-4f);
        var p = Data.Predict(model, Data.Dense(x, 4), 3);
        Data.Close([0.3499957f, 0.8946422f, 0.9877115f], [p[1], p[3], p[5]], 1e-4f);

        // The same by rows that keep what they do not have to themselves.
        var sparse = learner.Fit(new TrainingSet(Data.Sparse(x, 4), y, 2), Data.Context());
        Data.Close(p, Data.Predict(sparse, Data.Sparse(x, 4), 3), 1e-4f);
    }

    [Fact]
    public void Sparse_rows_agree_with_the_known_optimum_by_default()
    {
        // scikit-learn 1.2.1: LogisticRegression(C=10, solver="newton-cg", tol=1e-10).
        var (x, y) = Data.Words();
        var model = Learner.Fit(new TrainingSet(Data.Sparse(x, 40), y, 4), Data.Context());
        Data.Close(
            [0.8379845f, 0.04542819f, 0.04669282f, 0.06989447f, 0.05914014f, 0.5832546f, 0.1139943f, 0.243611f, 0.08891075f, 0.06551422f, 0.775126f, 0.07044895f],
            Data.Predict(model, Data.Sparse(x, 40), 3),
            1e-4f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(40)]
    public void Dense_and_sparse_rows_have_the_same_optimum(int classes)
    {
        // Two values of three are zero, so that some columns are a single row's.
        var x = Data.Waves(90, 21);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = i % 3 == 0 ? x[i] : 0;
        }

        int[] y = [.. Enumerable.Range(0, 90).Select(i => (i * 31 + i / 7) % classes)];
        var learner = new LogisticRegression(new LogisticRegressionOptions { C = 3, Tolerance = 1e-12 });
        var dense = Data.Predict(learner.Fit(new TrainingSet(Data.Dense(x, 21), y, classes), Data.Context()), Data.Dense(x, 21));
        var sparse = Data.Predict(learner.Fit(new TrainingSet(Data.Sparse(x, 21), y, classes), Data.Context()), Data.Sparse(x, 21));
        Data.Close(dense, sparse, 2e-4f);
    }

    [Fact]
    public void At_the_optimum_the_gradient_vanishes()
    {
        // ∂F/∂W_dc = W_dc + C Σᵢ x_id (p_ic − y_ic), in double.
        var x = Data.Waves(200, 7);
        var y = Data.ThreeClasses(x, 7);
        var model = (LinearClassifier)Learner.Fit(new TrainingSet(Data.Dense(x, 7), y, 3), Data.Context());
        var p = Data.Predict(model, Data.Dense(x, 7));
        for (var c = 0; c < 3; c++)
        {
            for (var d = 0; d <= 7; d++)
            {
                double g = d < 7 ? model.Weights[d * 3 + c] : 0;
                for (var i = 0; i < 200; i++)
                {
                    g += (d < 7 ? x[i * 7 + d] : 1) * ((double)p[i * 3 + c] - (y[i] == c ? 1 : 0));
                }

                Assert.InRange(Math.Abs(g), 0, 5e-3);
            }
        }
    }

    [Theory]
    [InlineData(FeatureLayout.Dense)]
    [InlineData(FeatureLayout.Sparse)]
    public void A_warm_start_ends_at_the_same_optimum(FeatureLayout layout)
    {
        var x = Data.Waves(120, 10);
        var y = Data.ThreeClasses(x, 10);
        FeatureMatrix Rows(int count) => layout == FeatureLayout.Dense ? Data.Dense(x[..(count * 10)], 10) : Data.Sparse(x[..(count * 10)], 10);

        // The first round knows two of the three classes.
        int[] two = [.. Enumerable.Range(0, 40).Where(i => y[i] != 1)];
        var few = two.SelectMany(i => x[(i * 10)..(i * 10 + 10)]).ToArray();
        IModel? model = Learner.Fit(
            new TrainingSet(layout == FeatureLayout.Dense ? Data.Dense(few, 10) : Data.Sparse(few, 10), [.. two.Select(i => y[i])], 3), Data.Context());
        for (var count = 40; count <= 120; count += 20)
        {
            model = Learner.Fit(new TrainingSet(Rows(count), y[..count], 3), Data.Context(model));
        }

        var cold = Learner.Fit(new TrainingSet(Rows(120), y, 3), Data.Context());
        Data.Close(Data.Predict(cold, Rows(120)), Data.Predict(model, Rows(120)), 2e-4f);

        // Without the option the earlier model changes nothing.
        var without = new LogisticRegression(new LogisticRegressionOptions { WarmStart = false });
        Assert.Equal(Data.Save(cold), Data.Save(without.Fit(new TrainingSet(Rows(120), y, 3), Data.Context(model))));
    }

    [Fact]
    public void An_earlier_model_of_another_kind_is_ignored()
    {
        var x = Data.Waves(30, 4);
        var y = Data.ThreeClasses(x, 4);
        var data = new TrainingSet(Data.Dense(x, 4), y, 3);
        var cold = Data.Save(Learner.Fit(data, Data.Context()));
        var wide = Data.Waves(30, 5);
        IModel[] others =
        [
            Learner.Fit(new TrainingSet(Data.Dense(wide, 5), y, 3), Data.Context()),
            Learner.Fit(new TrainingSet(Data.Dense(x, 4), y, 4), Data.Context()),
            Learner.Fit(new TrainingSet(Data.Sparse(x, 4), y, 3), Data.Context()),
            Learner.Fit(new TrainingSet(Data.Dense(x, 4), new int[30], 3), Data.Context()),
            new NaiveBayes(new NaiveBayesOptions()).Fit(new TrainingSet(Data.Dense([.. x.Select(Math.Abs)], 4), y, 3), Data.Context()),
        ];
        Assert.All(others, other => Assert.Equal(cold, Data.Save(Learner.Fit(data, Data.Context(other)))));
    }

    [Theory]
    [InlineData(FeatureLayout.Dense)]
    [InlineData(FeatureLayout.Sparse)]
    public void A_chain_of_saved_and_loaded_models_has_the_bits_of_one_that_was_not(FeatureLayout layout)
    {
        var x = Data.Waves(100, 9);
        var y = Data.ThreeClasses(x, 9);
        IModel? kept = null, saved = null;
        for (var count = 10; count <= 100; count += 15)
        {
            var part = x[..(count * 9)];
            FeatureMatrix features = layout == FeatureLayout.Dense ? Data.Dense(part, 9) : Data.Sparse(part, 9);
            var data = new TrainingSet(features, y[..count], 5);
            kept = Learner.Fit(data, Data.Context(kept));
            saved = Data.Reload(Learner, Learner.Fit(data, Data.Context(saved)));
            Assert.Equal(Data.Save(kept), Data.Save(saved));
            Assert.Equal(Data.Predict(kept, features), Data.Predict(saved, features));
        }
    }

    [Fact]
    public void Rows_of_one_class_give_certainty()
    {
        var x = Data.Waves(5, 3);
        foreach (FeatureMatrix features in new FeatureMatrix[] { Data.Dense(x, 3), Data.Sparse(x, 3) })
        {
            var model = Learner.Fit(new TrainingSet(features, [2, 2, 2, 2, 2], 4), Data.Context());
            Assert.Equal([0f, 0f, 1f, 0f], Data.Predict(model, features, 1));
            Assert.Equal([0f, 0f, 1f, 0f], Data.Predict(Data.Reload(Learner, model), features, 1));
        }
    }

    [Fact]
    public void One_row_is_enough()
    {
        var model = Learner.Fit(new TrainingSet(Data.Dense([1, 2], 2), [1], 2), Data.Context());
        Assert.Equal([0f, 1f], Data.Predict(model, Data.Dense([3, 4], 2)));
    }

    [Fact]
    public void Sparse_rows_without_any_value_are_learned_from()
    {
        var model = Learner.Fit(new TrainingSet(Data.Sparse(new float[12], 3), [0, 1, 1, 1], 2), Data.Context());
        var p = Data.Predict(model, Data.Sparse(new float[3], 3));
        Assert.Equal(0.75, p[1], 3);
    }

    [Fact]
    public void A_class_without_rows_has_probability_zero()
    {
        var x = Data.Waves(30, 4);
        int[] y = [.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? 1 : 4)];
        var p = Data.Predict(Learner.Fit(new TrainingSet(Data.Dense(x, 4), y, 6), Data.Context()), Data.Dense(x, 4));
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(0f, p[i * 6]);
            Assert.Equal(0f, p[i * 6 + 5]);
            Assert.InRange(p[i * 6 + 1] + p[i * 6 + 4], 1 - 1e-5, 1 + 1e-5);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Features_that_are_not_numbers_give_rows_that_are_not(int classes)
    {
        var x = Data.Waves(10, 3);
        int[] y = [.. Enumerable.Range(0, 10).Select(i => i % 2)];
        float[] bad = [1, 2, 3, 1, float.NaN, 3, 1, 2, 3];
        foreach (var sparse in new[] { false, true })
        {
            FeatureMatrix Make(float[] v) => sparse ? Data.Sparse(v, 3) : Data.Dense(v, 3);
            var p = Data.Predict(Learner.Fit(new TrainingSet(Make(x), y, classes), Data.Context()), Make(bad));
            Assert.All(p[..classes], v => Assert.True(float.IsFinite(v)));
            Assert.All(p[classes..(2 * classes)], v => Assert.True(float.IsNaN(v)));
            Assert.All(p[(2 * classes)..], v => Assert.True(float.IsFinite(v)));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_place(float value)
    {
        var x = Data.Waves(20, 11);
        x[13 * 11 + 8] = value;
        foreach (FeatureMatrix features in new FeatureMatrix[] { Data.Dense(x, 11), Data.Sparse(x, 11) })
        {
            var e = Assert.Throws<PluginALException>(() => Learner.Fit(new TrainingSet(features, new int[20], 2), Data.Context()));
            Assert.Equal(ErrorKind.Input, e.Kind);
            Assert.Contains("row 13", e.Message);
            Assert.Contains("column 8", e.Message);
        }
    }

    [Fact]
    public void Features_that_overflow_are_refused()
    {
        var x = Data.Waves(20, 3).Select(v => v * 3e37f).ToArray();
        var e = Assert.Throws<PluginALException>(
            () => Learner.Fit(new TrainingSet(Data.Dense(x, 3), [.. Enumerable.Range(0, 20).Select(i => i % 3)], 3), Data.Context()));
        Assert.Contains("Standardise", e.Message);
    }

    [Fact]
    public void Other_layouts_widths_and_lengths_are_refused_when_predicting()
    {
        var x = Data.Waves(10, 3);
        var model = Learner.Fit(new TrainingSet(Data.Dense(x, 3), [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 2), Data.Context());
        var e = Assert.Throws<PluginALException>(() => Data.Predict(model, Data.Sparse(x, 3)));
        Assert.Contains("3 sparse columns", e.Message);
        Assert.Contains("3 dense", e.Message);
        Assert.Throws<PluginALException>(() => Data.Predict(model, Data.Dense(new float[8], 4)));
        Assert.Throws<ArgumentException>(() => ((IClassifier)model).PredictProbabilities(Data.Dense(x, 3).Block(0, 2), new float[3]));
    }

    [Fact]
    public void Training_is_cancelled()
    {
        var x = Data.Waves(30, 4);
        var data = new TrainingSet(Data.Dense(x, 4), Data.ThreeClasses(x, 4), 3);
        Assert.Throws<OperationCanceledException>(() => Learner.Fit(data, Data.Context(cancellation: new CancellationToken(true))));
    }

    [Fact]
    public void Too_few_iterations_are_warned_of()
    {
        var x = Data.Waves(30, 4);
        var data = new TrainingSet(Data.Dense(x, 4), Data.ThreeClasses(x, 4), 3);
        var log = new Data.Log();
        new LogisticRegression(new LogisticRegressionOptions { Iterations = 1 }).Fit(data, new FitContext { Log = log });
        Assert.Contains("iterations", Assert.Single(log.Warnings));
    }

    [Fact]
    public void Other_tasks_are_refused()
    {
        var data = new TrainingSet(Data.Dense(new float[3], 3), LearningTask.Regression, [new NumberLabel(1)], 0);
        Assert.Contains("Regression", Assert.Throws<PluginALException>(() => Learner.Fit(data, Data.Context())).Message);
    }

    [Fact]
    public void Any_small_problem_gives_probabilities_and_the_same_bits_again() =>
        Prop.ForAll(
            Gen.Choose(1, 40).SelectMany(n => Gen.Choose(1, 20).SelectMany(d => Gen.Choose(1, 12).SelectMany(c => Gen.Choose(0, 1_000_000).Select(s => (n, d, c, s))))).ToArbitrary(),
            t =>
            {
                var random = new RandomSource((ulong)t.s, "test");
                var x = new float[t.n * t.d];
                for (var i = 0; i < x.Length; i++)
                {
                    x[i] = random.Uniform(i) < 0.5 ? 0 : (float)(8 * random.Uniform(i, 1) - 4);
                }

                int[] y = [.. Enumerable.Range(0, t.n).Select(i => (int)random.Below(t.c, i, 2))];
                foreach (FeatureMatrix features in new FeatureMatrix[] { Data.Dense(x, t.d), Data.Sparse(x, t.d) })
                {
                    var model = Learner.Fit(new TrainingSet(features, y, t.c), Data.Context());
                    Assert.Equal(Data.Save(model), Data.Save(Learner.Fit(new TrainingSet(features, y, t.c), Data.Context())));
                    var p = Data.Predict(model, features);
                    for (var i = 0; i < t.n; i++)
                    {
                        Assert.InRange(p.AsSpan(i * t.c, t.c).ToArray().Sum(v => (double)v), 1 - 1e-5, 1 + 1e-5);
                    }

                    for (var c = 0; c < t.c; c++)
                    {
                        Assert.True(Array.IndexOf(y, c) >= 0 || Enumerable.Range(0, t.n).All(i => p[i * t.c + c] == 0));
                    }
                }
            }).QuickCheckThrowOnFailure();
}
