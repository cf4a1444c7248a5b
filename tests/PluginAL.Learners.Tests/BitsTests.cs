using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

/// <summary>The bits of fitted models, so that a change of them on some machine, processor path or by some edit does not go unseen.</summary>
public sealed class BitsTests
{
    [Theory]
    [InlineData("logistic", FeatureLayout.Dense, 2, "8EBED3CC0B8DB5B3")]
    [InlineData("logistic", FeatureLayout.Dense, 10, "EC92F07BB10BAFF9")]
    [InlineData("logistic", FeatureLayout.Sparse, 2, "9D45B012BA4F89E3")]
    [InlineData("logistic", FeatureLayout.Sparse, 10, "F31FD152F1EE89E4")]
    [InlineData("naive-bayes", FeatureLayout.Dense, 3, "454020A2E271CBF8")]
    [InlineData("naive-bayes", FeatureLayout.Sparse, 3, "AE73B72F662BB0AD")]
    public void Models_and_predictions_have_their_known_bits(string name, FeatureLayout layout, int classes, string expected)
    {
        const int Rows = 150, Width = 23;
        var random = new RandomSource(7, "bits");
        var x = new float[Rows * Width];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = random.Uniform(i) < 0.6 ? 0 : (float)(name == "logistic" ? 4 * random.Uniform(i, 1) - 2 : random.Below(5, i, 1));
        }

        int[] y = [.. Enumerable.Range(0, Rows).Select(i => (int)random.Below(classes, i, 2))];
        var learner = (ILearner)new LearnersRegistration().Plugins.Single(p => p.Attribute.Name == name).Create(null);
        IModel? model = null;
        FeatureMatrix features = null!;
        foreach (var count in new[] { 40, Rows })
        {
            var part = x[..(count * Width)];
            features = layout == FeatureLayout.Dense ? Data.Dense(part, Width) : Data.Sparse(part, Width);
            model = learner.Fit(new TrainingSet(features, y[..count], classes), Data.Context(model));
        }

        byte[] bytes = [.. Data.Save(model!), .. Data.Predict(model!, features).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(expected, Convert.ToHexString(SHA256.HashData(bytes))[..16]);
    }
}
