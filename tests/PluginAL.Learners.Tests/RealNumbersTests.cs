using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

/// <summary>Regression on real numbers: a person's age from the other numbers of the census.</summary>
public sealed class RealNumbersTests
{
    [DataFact("adult/train.csv")]
    public void Age_is_told_better_than_by_its_mean_and_the_variance_is_honest()
    {
        var (train, numbers) = Read("adult/train.csv", 4000);
        var (test, truth) = Read("adult/test.csv", 4000);
        var mean = numbers.Average();
        var spread = truth.Sum(age => (age - mean) * (age - mean));
        foreach (var name in (string[])["ridge", "bayesian-linear"])
        {
            var learner = (ILearner)new LearnersRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name).Create(null);
            var model = (IRegressor)learner.Fit(
                new TrainingSet(train, LearningTask.Regression, [.. numbers.Select(age => new NumberLabel(age))], 0), Data.Context());
            var (means, variances) = (new float[truth.Length], new float[truth.Length]);
            model.PredictNumbers(test.Block(0, truth.Length), means, variances);
            var squares = Enumerable.Range(0, truth.Length).Sum(i => Math.Pow(truth[i] - means[i], 2));

            // R² is 0.12 with all of the census's rows (least squares on these columns and income); noise is most of it.
            Assert.InRange(1 - (squares / spread), 0.05, 0.3);
            var inside = Enumerable.Range(0, truth.Length).Average(i => Math.Abs(truth[i] - means[i]) <= 1.96 * Math.Sqrt(variances[i]) ? 1.0 : 0);
            Assert.InRange(inside, 0.92, 0.98);
        }
    }

    private static (DenseFeatures Features, double[] Numbers) Read(string file, int rows)
    {
        var lines = File.ReadLines(DataFactAttribute.Find(file)).Skip(1).Take(rows).Select(line => line.Split(',')).ToArray();
        var features = new DenseFeatures(5);
        foreach (var fields in lines)
        {
            float Number(int column) => float.Parse(fields[column], CultureInfo.InvariantCulture);
            features.Append([Number(4) / 10, Math.Min(Number(10), 20000) / 10000, Number(11) / 1000, Number(12) / 10, fields[14] == ">50K" ? 1 : 0]);
        }

        return (features, [.. lines.Select(fields => double.Parse(fields[0], CultureInfo.InvariantCulture))]);
    }
}
