using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

/// <summary>Logistic regression of labels that do not exclude each other.</summary>
public sealed class MultiLabelTests
{
    private const int Rows = 40;
    private const int Width = 6;
    private static readonly LogisticRegression Learner = new(new LogisticRegressionOptions());

    public static TheoryData<bool> Layouts => [false, true];

    // Label 0 and 1 depend on the features, 2 is on all rows, 3 on none.
    private static readonly Label[] Labels = [.. Enumerable.Range(0, Rows).Select(i => new MultiLabel(
        [.. Enumerable.Range(0, 4).Where(label => Has(i, label))]))];

    private static bool Has(int row, int label) => label switch
    {
        0 => (row * 7 + row / 3) % 5 < 2,
        1 => row % 3 == 0,
        2 => true,
        _ => false,
    };

    private static FeatureMatrix Features(bool sparse, double phase = 0)
    {
        var x = Data.Waves(Rows, Width, phase);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = i % 4 == 1 ? 0 : x[i];
        }

        return sparse ? Data.Sparse(x, Width) : Data.Dense(x, Width);
    }

    private static TrainingSet Set(bool sparse) => new(Features(sparse), LearningTask.MultiLabel, Labels, 4);

    private static float[] Predict(IModel model, FeatureMatrix features)
    {
        var labels = (IMultiLabelClassifier)model;
        var block = features.Block(0, int.MaxValue);
        var probabilities = new float[block.Count * labels.LabelCount];
        labels.PredictLabels(block, probabilities);
        return probabilities;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_label_is_the_problem_of_two_classes_that_it_is_by_itself(bool sparse)
    {
        var all = Predict(Learner.Fit(Set(sparse), Data.Context()), Features(sparse, 0.3));
        for (var label = 0; label < 2; label++)
        {
            int[] classes = [.. Enumerable.Range(0, Rows).Select(i => Has(i, label) ? 1 : 0)];
            var alone = Data.Predict(Learner.Fit(new TrainingSet(Features(sparse), classes, 2), Data.Context()), Features(sparse, 0.3));
            for (var i = 0; i < Rows; i++)
            {
                Assert.Equal(alone[2 * i + 1], all[4 * i + label], 3e-7f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_label_of_all_rows_or_of_none_has_the_rule_of_succession(bool sparse)
    {
        var p = Predict(Learner.Fit(Set(sparse), Data.Context()), Features(sparse, 0.3));
        for (var i = 0; i < Rows; i++)
        {
            Assert.Equal(41 / 42.0, p[4 * i + 2], 1e-6);
            Assert.Equal(1 / 42.0, p[4 * i + 3], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_saved_model_predicts_the_same_bits_and_starts_the_next_fit_alike(bool sparse)
    {
        var model = Learner.Fit(Set(sparse), Data.Context());
        var loaded = Data.Reload(Learner, model);
        Assert.Equal(Predict(model, Features(sparse, 0.3)), Predict(loaded, Features(sparse, 0.3)));
        Assert.Equal(Data.Save(model), Data.Save(loaded));
        Assert.Equal(Data.Save(Learner.Fit(Set(sparse), Data.Context(model))), Data.Save(Learner.Fit(Set(sparse), Data.Context(loaded))));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_truncation_of_a_saved_model_is_refused(bool sparse)
    {
        var bytes = Data.Save(Learner.Fit(Set(sparse), Data.Context()));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => Learner.Load(new MemoryStream(bytes, 0, length))).Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void An_earlier_model_leads_to_the_same_optimum_sooner(bool sparse)
    {
        var cold = Learner.Fit(Set(sparse), Data.Context());
        var warm = Learner.Fit(Set(sparse), Data.Context(cold));
        Data.Close(Predict(cold, Features(sparse)), Predict(warm, Features(sparse)), 1e-4f);

        // No step is left to take from the optimum, so one is enough; from nothing it is not.
        var (fromOptimum, fromNothing) = (new Data.Log(), new Data.Log());
        var once = new LogisticRegression(new LogisticRegressionOptions { Iterations = 1, Tolerance = 1e-6 });
        once.Fit(Set(sparse), new FitContext { Log = fromOptimum, Previous = cold });
        once.Fit(Set(sparse), new FitContext { Log = fromNothing });
        Assert.Empty(fromOptimum.Warnings);
        Assert.NotEmpty(fromNothing.Warnings);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Features_that_are_not_numbers_give_rows_that_are_not(bool sparse)
    {
        float[] bad = [1, 2, 3, 1, 1, 1, 1, float.NaN, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        var p = Predict(Learner.Fit(Set(sparse), Data.Context()), sparse ? Data.Sparse(bad, Width) : Data.Dense(bad, Width));
        Assert.All(p[..4], value => Assert.InRange(value, 0f, 1f));
        Assert.All(p[4..8], value => Assert.True(float.IsNaN(value)));
        Assert.All(p[8..], value => Assert.InRange(value, 0f, 1f));
    }

    [Fact]
    public void Labels_that_there_are_not_and_labels_of_another_kind_are_refused()
    {
        var features = Data.Dense([1, 2], 1);
        TrainingSet Make(params Label[] labels) => new(features, LearningTask.MultiLabel, labels, 2);
        Assert.Contains("label 2 in row 1", Assert.Throws<PluginALException>(
            () => Learner.Fit(Make(new MultiLabel([0]), new MultiLabel([2])), Data.Context())).Message);
        Assert.Contains("row 0", Assert.Throws<PluginALException>(
            () => Learner.Fit(Make(new NumberLabel(1), new MultiLabel([1])), Data.Context())).Message);
    }

    [Fact]
    public void Room_for_another_number_of_values_is_refused()
    {
        var model = (IMultiLabelClassifier)Learner.Fit(Set(false), Data.Context());
        Assert.Throws<ArgumentException>(() => model.PredictLabels(Features(false).Block(0, 2), new float[7]));
        Assert.Throws<PluginALException>(() => model.PredictLabels(Features(true).Block(0, 2), new float[8]));
    }

    [Theory]
    [InlineData(false, "A0BA2E1545497B07")]
    [InlineData(true, "DDCEA205A77FE2C8")]
    public void Models_and_predictions_have_their_known_bits(bool sparse, string expected)
    {
        var random = new RandomSource(7, "bits");
        float[] x = [.. Enumerable.Range(0, Rows * Width).Select(i => random.Uniform(i) < 0.4 ? 0 : (float)((4 * random.Uniform(i, 1)) - 2))];
        FeatureMatrix Part(int rows) => sparse ? Data.Sparse(x[..(rows * Width)], Width) : Data.Dense(x[..(rows * Width)], Width);
        IModel? model = null;
        foreach (var rows in (int[])[Rows / 2, Rows])
        {
            model = Learner.Fit(new TrainingSet(Part(rows), LearningTask.MultiLabel, Labels[..rows], 4), Data.Context(model));
        }

        byte[] bytes = [.. Data.Save(model!), .. Predict(model!, Part(Rows)).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(expected, Convert.ToHexString(SHA256.HashData(bytes))[..16]);
    }

    [Fact]
    public void A_model_of_classes_is_no_start_for_labels()
    {
        int[] classes = [.. Enumerable.Range(0, Rows).Select(i => i % 4)];
        var other = Learner.Fit(new TrainingSet(Features(false), classes, 4), Data.Context());
        Assert.Equal(Data.Save(Learner.Fit(Set(false), Data.Context())), Data.Save(Learner.Fit(Set(false), Data.Context(other))));
    }
}
