using System.Security.Cryptography;
using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners.Tests;

/// <summary>Ridge and Bayesian linear regression.</summary>
public sealed class LinearRegressorTests
{
    private static readonly Ridge Ridge = new(new RidgeOptions { L2 = 0.7 });
    private static readonly BayesianLinear Bayesian = new();

    /// <summary>More rows than columns, and fewer, so that both systems are solved.</summary>
    public static TheoryData<int, int, bool> Shapes => new()
    {
        { 30, 5, false }, { 30, 5, true }, { 9, 14, false }, { 9, 14, true }, { 7, 7, false }, { 2, 3, false }, { 70, 33, false },
    };

    private static float[] Values(int rows, int width, double phase = 0)
    {
        var x = Data.Waves(rows, width, phase);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = i % 3 == 1 ? 0 : 1 + (2 * x[i]);
        }

        return x;
    }

    private static double[] Numbers(float[] x, int width) => [.. Enumerable.Range(0, x.Length / width).Select(i =>
        5 + (1.5 * x[i * width]) - (0.7 * x[(i * width) + width - 1]) + (0.3 * Math.Sin(11 * i)))];

    private static FeatureMatrix Matrix(float[] x, int width, bool sparse) => sparse ? Data.Sparse(x, width) : Data.Dense(x, width);

    private static TrainingSet Set(float[] x, int width, bool sparse, double[]? numbers = null) => new(
        Matrix(x, width, sparse), LearningTask.Regression, [.. (numbers ?? Numbers(x, width)).Select(value => new NumberLabel(value))], 0);

    private static (float[] Means, float[] Variances) Predict(IModel model, FeatureMatrix features)
    {
        var block = features.Block(0, int.MaxValue);
        var (means, variances) = (new float[block.Count], new float[block.Count]);
        ((IRegressor)model).PredictNumbers(block, means, variances);
        return (means, variances);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Mean_and_variance_are_those_of_a_gaussian_process_with_a_linear_kernel(int rows, int width, bool sparse)
    {
        var (x, at) = (Values(rows, width), Values(6, width, 0.4));
        foreach (var learner in (ILearner[])[Ridge, Bayesian])
        {
            var model = (LinearRegressor)learner.Fit(Set(x, width, sparse), Data.Context());
            var (means, variances) = Predict(model, Matrix(at, width, sparse));
            var (expectedMeans, expectedVariances) = GaussianReference.Process(x, at, width, Numbers(x, width), model.NoiseVariance, model.PriorVariance);
            for (var i = 0; i < means.Length; i++)
            {
                Assert.Equal(expectedMeans[i], means[i], 1e-4 * (1 + Math.Abs(expectedMeans[i])));
                Assert.Equal(expectedVariances[i], variances[i], 1e-3 * expectedVariances[i]);
            }
        }
    }

    [Theory]
    [InlineData(40, 6)]
    [InlineData(12, 20)]
    public void The_noise_is_the_likeliest_for_the_penalty(int rows, int width)
    {
        var x = Values(rows, width);
        var model = (LinearRegressor)Ridge.Fit(Set(x, width, false), Data.Context());
        Assert.Equal(0.7, model.NoiseVariance / model.PriorVariance, 1e-9);
        var best = GaussianReference.LogEvidence(x, width, Numbers(x, width), model.NoiseVariance, 0.7);
        Assert.True(best > GaussianReference.LogEvidence(x, width, Numbers(x, width), model.NoiseVariance * 1.02, 0.7));
        Assert.True(best > GaussianReference.LogEvidence(x, width, Numbers(x, width), model.NoiseVariance / 1.02, 0.7));
    }

    [Theory]
    [InlineData(40, 6)]
    [InlineData(12, 20)]
    [InlineData(80, 25)]
    public void Noise_and_penalty_are_those_of_the_greatest_evidence(int rows, int width)
    {
        var x = Values(rows, width);
        var model = (LinearRegressor)Bayesian.Fit(Set(x, width, false), Data.Context());
        var (noise, penalty) = (model.NoiseVariance, model.NoiseVariance / model.PriorVariance);
        var best = GaussianReference.LogEvidence(x, width, Numbers(x, width), noise, penalty);
        foreach (var (more, heavier) in (ReadOnlySpan<(double, double)>)[(1.02, 1), (1 / 1.02, 1), (1, 1.05), (1, 1 / 1.05), (1.02, 1.05), (1 / 1.02, 1 / 1.05)])
        {
            Assert.True(best > GaussianReference.LogEvidence(x, width, Numbers(x, width), noise * more, penalty * heavier));
        }
    }

    [Fact]
    public void A_number_that_the_features_do_not_tell_has_weights_near_zero_and_its_own_variance()
    {
        var random = new RandomSource(3, "noise");
        double[] numbers = [.. Enumerable.Range(0, 60).Select(i => 10 * random.Uniform(i))];
        var model = (LinearRegressor)Bayesian.Fit(Set(Values(60, 4), 4, false, numbers), Data.Context());
        var mean = numbers.Average();
        var variance = numbers.Sum(value => (value - mean) * (value - mean)) / 59;
        Assert.Equal(variance, model.NoiseVariance, 0.1 * variance);
        Assert.All(model.Weights.ToArray(), weight => Assert.InRange(weight, -0.6, 0.6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Iterations_lead_to_the_weights_of_the_whole_system(bool sparse)
    {
        foreach (var (rows, width) in (ReadOnlySpan<(int, int)>)[(40, 6), (12, 20)])
        {
            var data = RegressionRows.Read(Set(Values(rows, width), width, sparse), "ridge");
            var whole = RidgeSystem.Of(data, default)!.Solve("ridge", 0.7, default);
            var iterated = RidgeIteration.Solve("ridge", data, 0.7, Data.Context());
            Assert.False(iterated.KnowsItsVariance);
            Assert.Equal(whole.NoiseVariance, iterated.NoiseVariance, 1e-9);
            for (var d = 0; d < whole.Weights.Length; d++)
            {
                Assert.Equal(whole.Weights[d], iterated.Weights[d], 1e-8);
            }

            var (_, variances) = Predict(iterated, Matrix(Values(3, width), width, sparse));
            Assert.All(variances, variance => Assert.Equal((float)iterated.NoiseVariance, variance));
        }
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("bayesian-linear")]
    public void Rows_too_wide_to_be_solved_whole_are_iterated_on(string name)
    {
        // 2,100 rows, each with ten columns of its own and one of two shared ones.
        const int Wide = 2100, Own = 10;
        var features = new SparseFeatures((Own * Wide) + 2);
        for (var i = 0; i < Wide; i++)
        {
            features.Append(
                [i % 2, .. Enumerable.Range(2 + (Own * i), Own)], [1 + (i % 5), .. Enumerable.Repeat(0.1f, Own)]);
        }

        var labels = Enumerable.Range(0, Wide).Select(i => new NumberLabel((i % 2 == 0 ? 2 : -1) * (1 + (i % 5)))).ToArray();
        var model = (LinearRegressor)Create(name).Fit(new TrainingSet(features, LearningTask.Regression, labels, 0), Data.Context());
        Assert.False(model.KnowsItsVariance);
        var means = Predict(model, features).Means;
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(labels[i].Value, means[i], 0.3));
    }

    [Fact]
    public void A_column_that_never_occurred_adds_its_prior_variance()
    {
        var x = Values(30, 5);
        for (var i = 0; i < 30; i++)
        {
            x[(i * 5) + 2] = 0;
        }

        foreach (var rows in (int[])[30, 4])
        {
            var model = (LinearRegressor)Ridge.Fit(Set(x[..(rows * 5)], 5, true), Data.Context());
            Assert.Equal([0, 1, 3, 4], model.WeightedColumns.ToArray());
            var at = Predict(model, Data.Sparse([1, 1, 0, 1, 1, 1, 1, 3, 1, 1], 5));
            Assert.Equal(at.Means[0], at.Means[1]);
            Assert.Equal(9 * model.PriorVariance, at.Variances[1] - at.Variances[0], 1e-4 * at.Variances[1]);
        }
    }

    [Theory]
    [InlineData("ridge", false)]
    [InlineData("ridge", true)]
    [InlineData("bayesian-linear", false)]
    [InlineData("bayesian-linear", true)]
    public void A_saved_model_predicts_the_same_bits(string name, bool sparse)
    {
        foreach (var rows in (int[])[30, 4])
        {
            var model = Create(name).Fit(Set(Values(rows, 8), 8, sparse), Data.Context());
            var bytes = Data.Save(model);
            var loaded = Create(name).Load(new MemoryStream([.. bytes, 42]));
            var at = Matrix(Values(7, 8, 0.2), 8, sparse);
            var (before, after) = (Predict(model, at), Predict(loaded, at));
            Assert.Equal(before.Means, after.Means);
            Assert.Equal(before.Variances, after.Variances);
            Assert.Equal(bytes, Data.Save(loaded));
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.Throws<PluginALException>(() => Create(name).Load(new MemoryStream(bytes, 0, length)));
            }
        }

        Assert.Contains("a model of 'ridge'", Assert.Throws<PluginALException>(
            () => Bayesian.Load(new MemoryStream(Data.Save(Ridge.Fit(Set(Values(9, 3), 3, sparse), Data.Context()))))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Features_that_are_not_numbers_give_rows_that_are_not(bool sparse)
    {
        var model = Ridge.Fit(Set(Values(30, 3), 3, sparse), Data.Context());
        var (means, variances) = Predict(model, Matrix([1, 2, 3, 1, float.NaN, 3, 1, 2, 3], 3, sparse));
        Assert.True(float.IsNaN(means[1]) && float.IsNaN(variances[1]));
        Assert.All(new[] { means[0], means[2], variances[0], variances[2] }, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("bayesian-linear")]
    public void Equal_numbers_and_equal_rows_are_learned_from(string name)
    {
        var (means, variances) = Predict(Create(name).Fit(Set(Values(9, 3), 3, false, [.. Enumerable.Repeat(4.0, 9)]), Data.Context()), Data.Dense([0, 0, 9], 3));
        Assert.Equal(4, means[0], 1e-4);
        Assert.InRange(variances[0], float.Epsilon, 1e-6f);
        (means, variances) = Predict(Create(name).Fit(Set([1, 1, 1, 1], 2, false, [1, 3]), Data.Context()), Data.Dense([1, 1], 2));
        Assert.Equal(2, means[0], 1e-6);
        Assert.Equal(3, variances[0], 1e-5);
    }

    [Theory]
    [InlineData("ridge", false)]
    [InlineData("bayesian-linear", true)]
    public void One_row_is_learned_from(string name, bool sparse)
    {
        // The number itself everywhere; the variance grows with the distance from the row.
        var model = (LinearRegressor)Create(name).Fit(Set([1, 2, 3, 4], 4, sparse, [7]), Data.Context());
        var (means, variances) = Predict(model, Matrix([1, 2, 3, 4, 1, 2, 3, 6], 4, sparse));
        Assert.Equal([7f, 7f], means);
        Assert.Equal(2 * model.NoiseVariance, variances[0], 1e-3 * variances[0]);
        Assert.Equal(4 * model.PriorVariance, variances[1] - variances[0], 1e-3 * variances[1]);
    }

    [Fact]
    public void Other_tasks_and_numbers_that_are_not_finite_are_refused()
    {
        Assert.Contains("Classification", Assert.Throws<PluginALException>(
            () => Ridge.Fit(new TrainingSet(Data.Dense([1, 2], 1), [0, 1], 2), Data.Context())).Message);
        Assert.Contains("row 1", Assert.Throws<PluginALException>(() => Bayesian.Fit(Set([1, 2, 3], 1, false, [1, double.NaN, 2]), Data.Context())).Message);
        Assert.Contains("column 1", Assert.Throws<PluginALException>(() => Ridge.Fit(Set([1, float.NaN], 2, false, [1]), Data.Context())).Message);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => new Ridge(new RidgeOptions { L2 = 0 })).Kind);
        Assert.Throws<OperationCanceledException>(() => Ridge.Fit(Set(Values(9, 3), 3, false), Data.Context(cancellation: new CancellationToken(true))));
    }

    [Fact]
    public void The_tridiagonal_matrix_has_the_forms_of_the_whole_one()
    {
        const int Size = 9;
        var x = Data.Waves(20, Size);
        var gram = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                gram[(i * Size) + j] = Enumerable.Range(0, 20).Sum(row => (double)x[(row * Size) + i] * x[(row * Size) + j]);
            }
        }

        double[] right = [.. Enumerable.Range(0, Size).Select(i => Math.Cos(i))];
        var (diagonal, beside, turned) = Tridiagonal.Of(gram, right, Size, default);
        var whole = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            whole[i * (Size + 1)] = diagonal[i];
            if (i > 0)
            {
                whole[(i * Size) + i - 1] = whole[((i - 1) * Size) + i] = beside[i - 1];
            }
        }

        foreach (var lambda in (double[])[0.01, 1, 30])
        {
            double Form(double[] matrix, double[] vector)
            {
                var (lower, z) = (Cholesky.Factor(matrix, Size, lambda, default), (double[])vector.Clone());
                Cholesky.Forward(lower, Size, z);
                return Doubles.Dot(z, z);
            }

            Assert.Equal(Form(gram, right), Form(whole, turned), 1e-9 * Form(gram, right));
        }

        Assert.Equal(gram.Sum(value => value * value), whole.Sum(value => value * value), 1e-8);
    }

    [Theory]
    [InlineData("ridge", FeatureLayout.Dense, "451E1E7E8A0E3EB1")]
    [InlineData("ridge", FeatureLayout.Sparse, "7355D344CBCC525B")]
    [InlineData("bayesian-linear", FeatureLayout.Dense, "E191D0065243433C")]
    [InlineData("bayesian-linear", FeatureLayout.Sparse, "B6F296361B14DFBF")]
    public void Models_and_predictions_have_their_known_bits(string name, FeatureLayout layout, string expected)
    {
        var hashes = new List<byte>();
        foreach (var rows in (int[])[50, 11])
        {
            var random = new RandomSource(7, "bits");
            var x = new float[rows * 23];
            for (var i = 0; i < x.Length; i++)
            {
                x[i] = random.Uniform(i) < 0.4 ? 0 : (float)((4 * random.Uniform(i, 1)) - 2);
            }

            double[] numbers = [.. Enumerable.Range(0, rows).Select(i => x[i * 23] - x[(i * 23) + 5] + random.Uniform(i, 2))];
            var sparse = layout == FeatureLayout.Sparse;
            var model = Create(name).Fit(Set(x, 23, sparse, numbers), Data.Context());
            var (means, variances) = Predict(model, Matrix(x, 23, sparse));
            hashes.AddRange([.. Data.Save(model), .. means.Concat(variances).SelectMany(BitConverter.GetBytes)]);
        }

        Assert.Equal(expected, Convert.ToHexString(SHA256.HashData([.. hashes]))[..16]);
    }

    private static ILearner Create(string name) => (ILearner)new LearnersRegistration().Plugins.Single(p => p.Attribute.Name == name).Create(null);
}
