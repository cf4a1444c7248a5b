using Microsoft.ML;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML.Tests;

public sealed class LearnersTests
{
    private static readonly Dictionary<string, Func<ILearner>> Learners = new()
    {
        ["ml-sdca"] = () => new SdcaLearner(new SdcaOptions()),
        ["ml-lbfgs"] = () => new LbfgsLearner(new LbfgsOptions()),
        ["ml-fasttree"] = () => new FastTreeLearner(new TreeOptions()),
        ["ml-lightgbm"] = () => new LightGbmLearner(new TreeOptions()),
        ["any binary estimator"] = () => new EstimatorLearner(
            "binary", (ml, _) => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(labelColumnName: FeatureDataView.BinaryLabelColumn)),
        ["any estimator of logits"] = () => new EstimatorLearner(
            "logits", (ml, _) => ml.BinaryClassification.Trainers.LinearSvm(labelColumnName: FeatureDataView.BinaryLabelColumn), ScoreKind.Logits),
        ["any chain of estimators"] = () => new EstimatorLearner(
            "chain", (ml, _) => ml.Transforms.NormalizeMeanVariance(FeatureDataView.FeaturesColumn).Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())),
    };

    private static readonly string[] Binary = ["any binary estimator", "any estimator of logits"];

    public static TheoryData<string> Names => [.. Learners.Keys];

    public static TheoryData<string> BuiltIn => [.. Learners.Keys.Where(name => name.StartsWith("ml-", StringComparison.Ordinal))];

    public static TheoryData<string> OfSeveralClasses => [.. Learners.Keys.Except(Binary)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learns_two_classes_far_apart_of_five(string name)
    {
        var data = Clouds([1, 4], 5);
        var model = Fit(name, data);
        var probabilities = Predict(model, data.Features);
        Check(probabilities, data, known: [1, 4], atLeast: 0.95);
    }

    [Theory]
    [MemberData(nameof(OfSeveralClasses))]
    public void Learns_three_classes_dense_and_sparse(string name)
    {
        var dense = Clouds([0, 1, 2], 3);
        Check(Predict(Fit(name, dense), dense.Features), dense, known: [0, 1, 2], atLeast: 0.9);
        var sparse = Sparse(dense);
        Check(Predict(Fit(name, sparse), sparse.Features), sparse, known: [0, 1, 2], atLeast: 0.9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_model_predicts_the_same_bits(string name)
    {
        var data = Clouds([0, 2], 3);
        var model = Fit(name, data);
        using var stream = new MemoryStream();
        stream.WriteByte(1);
        model.Save(stream);
        stream.WriteByte(2);
        stream.Position = 1;
        var loaded = (IClassifier)Learners[name]().Load(stream);
        Assert.Equal(2, stream.ReadByte());
        Assert.Equal((model.Width, model.ClassCount), (loaded.Width, loaded.ClassCount));
        Assert.Equal(Predict(model, data.Features), Predict(loaded, data.Features));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits(string name)
    {
        var data = Clouds([0, 1], 2);
        Assert.Equal(Predict(Fit(name, data), data.Features), Predict(Fit(name, data), data.Features));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void One_class_is_certain_and_missing_features_have_no_probabilities(string name)
    {
        var one = new DenseFeatures(2);
        one.Append([1, 2, 3, 4]);
        var certain = Fit(name, new TrainingSet(one, [2, 2], 3));
        Assert.Equal([0f, 0, 1, 0, 0, 1], Predict(certain, one));

        var model = Fit(name, Clouds([0, 1], 2));
        var missing = new DenseFeatures(2);
        missing.Append([float.NaN, 1, 1, 1]);
        var probabilities = Predict(model, missing);
        Assert.Equal([true, true, false, false], probabilities.Select(float.IsNaN));
        model.PredictProbabilities(FeatureBlock.Dense([], 0, 2), []);
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Refuses_what_is_not_finite_and_what_is_not_a_model(string name)
    {
        var features = new DenseFeatures(1);
        features.Append([1, float.PositiveInfinity]);
        Assert.Throws<PluginALException>(() => Fit(name, new TrainingSet(features, [0, 1], 2)));
        Assert.Throws<PluginALException>(() => Learners[name]().Load(new MemoryStream([1, 2, 3])));
        using var saved = new MemoryStream();
        Fit(name, Clouds([0, 1], 2)).Save(saved);
        Assert.Throws<PluginALException>(() => Learners[name]().Load(new MemoryStream(saved.ToArray()[..^10])));
    }

    private static IClassifier Fit(string name, TrainingSet data) =>
        (IClassifier)Learners[name]().Fit(data, new FitContext { Log = new Silence(), Random = new RandomSource(7, "fit") });

    private static float[] Predict(IClassifier model, FeatureMatrix features)
    {
        var rows = features.Block(0, int.MaxValue);
        var probabilities = new float[rows.Count * model.ClassCount];
        model.PredictProbabilities(rows, probabilities);
        return probabilities;
    }

    private static void Check(float[] probabilities, TrainingSet data, int[] known, double atLeast)
    {
        var (right, c) = (0, data.ClassCount);
        for (var i = 0; i < data.Classes.Length; i++)
        {
            var row = probabilities.AsSpan(i * c, c);
            var sum = 0f;
            for (var k = 0; k < c; k++)
            {
                sum += row[k];
                Assert.True(row[k] is >= 0 and <= 1);
                Assert.True(known.Contains(k) || row[k] == 0);
            }

            Assert.Equal(1, sum, 1e-5);
            right += row[data.Classes[i]] > 0.5f ? 1 : 0;
        }

        Assert.True(right >= atLeast * data.Classes.Length, $"{right} of {data.Classes.Length} are right.");
    }

    /// <summary>60 rows of each class about a point of its own, 6 apart, each coordinate off by at most 1.</summary>
    private static TrainingSet Clouds(int[] classes, int classCount)
    {
        var random = new RandomSource(3, "clouds");
        var (features, labels) = (new DenseFeatures(2), new List<int>());
        for (var i = 0; i < 60 * classes.Length; i++)
        {
            var k = i % classes.Length;
            var (x, y) = (k == 1 ? 6 : 0, k == 2 ? 6 : 0);
            features.Append([(float)(x + (2 * random.Uniform(i)) - 1), (float)(y + (2 * random.Uniform(i, 1)) - 1)]);
            labels.Add(classes[k]);
        }

        return new TrainingSet(features, [.. labels], classCount);
    }

    private static TrainingSet Sparse(TrainingSet data)
    {
        var features = new SparseFeatures(5);
        for (var row = 0L; row < data.Features.RowCount; row++)
        {
            features.Append([1, 3], data.Features.Block(row, 1).Values);
        }

        return new TrainingSet(features, data.Classes.ToArray(), data.ClassCount);
    }

    private sealed class Silence : IPluginLog
    {
        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }
    }
}
