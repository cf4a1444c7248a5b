using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class RegressionTests
{
    private static float[] Score<L>(RegressionMeasure measure, ReadOnlySpan<float> y, int members) where L : struct, ILanes<L>
    {
        float[] scores = new float[y.Length / members];
        Regression.Run<L>(measure, y, members, scores);
        return scores;
    }

    [Fact]
    public void Standard_deviation_agrees_with_observed_values_and_variance_is_its_square()
    {
        float[] y = [0.4277777777777779f, 0.06312947770026547f, 0.9699074074074076f, 0.15093086919941526f];
        float[] deviations = new float[2], variances = new float[2];
        Regression.Score(RegressionMeasure.StandardDeviation, y, 2, deviations);
        Regression.Score(RegressionMeasure.Variance, y, 2, variances);
        Assert.Equal(0.18232415003875624, deviations[0], 1e-7);
        Assert.Equal(0.40948826910399616, deviations[1], 1e-7);
        for (int i = 0; i < 2; i++) Assert.Equal((double)deviations[i] * deviations[i], variances[i], 1e-7);
    }

    [Fact]
    public void Every_path_has_the_same_bits_and_agrees_with_float64()
    {
        foreach (int members in (int[])[1, 2, 3, 4, 5, 10, 33, 700, 2000])
        {
            float[] y = Sample.Floats(19 * members, 1000, 1010);
            foreach (RegressionMeasure measure in Enum.GetValues<RegressionMeasure>())
            {
                float[] expected = Score<LanesScalar>(measure, y, members);
                Sample.SameBits(expected, Score<Lanes128>(measure, y, members), $"{measure}, M={members}, vector128");
                if (Lanes256.IsSupported) Sample.SameBits(expected, Score<Lanes256>(measure, y, members), $"{measure}, M={members}, avx2");
                for (int i = 0; i < 19; i++)
                {
                    double[] row = [.. y[(i * members)..((i + 1) * members)].Select(v => (double)v)];
                    double mean = row.Average(), variance = row.Average(v => (v - mean) * (v - mean));
                    double exact = measure == RegressionMeasure.Variance ? variance : Math.Sqrt(variance);
                    Assert.InRange(expected[i], exact - 1e-4, exact + 1e-4);
                }
            }
        }
    }

    [Fact]
    public void A_prediction_that_is_not_finite_scores_NaN()
    {
        float[] scores = new float[3];
        Regression.Score(RegressionMeasure.Variance, [1, 2, float.NaN, 4, float.PositiveInfinity, 6], 2, scores);
        Assert.Equal([0.25f, float.NaN, float.NaN], scores);
        Assert.Throws<ArgumentException>(() => Regression.Score(RegressionMeasure.Variance, [1, 2, 3], 2, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regression.Score((RegressionMeasure)9, [1, 2], 2, new float[1]));
    }
}
