using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>Rows of extreme but finite size.</summary>
public sealed class UnitTests
{
    private static readonly double Huge = Math.ScaleB(1, 66);

    [Theory]
    [InlineData(1)]
    [InlineData(9e11f)]
    [InlineData(1.1e-12f)]
    public void Ordinary_rows_keep_every_bit(float size)
    {
        float[] values = [1.1f * size, 0, -0.3f * size, 1e-30f, 0.7f * size, float.NaN];
        Assert.Equal(1, Unit.Of(values, 2));
        var kept = values.ToArray();
        Unit.Divide(kept, 1);
        Assert.Equal(values, kept);
    }

    [Theory]
    [InlineData(3e30f, 2)]
    [InlineData(float.MaxValue, 1)]
    [InlineData(2e-30f, 1)]
    [InlineData(float.Epsilon, 3)]
    public void Rows_of_extreme_size_are_divided_exactly(float size, int width)
    {
        float[] values = [size, size / 4, 0, float.PositiveInfinity, float.NaN, size / 2];
        var unit = Unit.Of(values, width);
        var divided = values.ToArray();
        Unit.Divide(divided, unit);
        Assert.InRange(divided.Where(float.IsFinite).Max(), 1, 4);
        Assert.Equal(values, Array.ConvertAll(divided, value => (float)(value * unit)));
        Assert.Equal(float.PositiveInfinity, divided[3]);
    }

    [Fact]
    public void A_few_rows_of_enormous_size_do_not_change_how_the_others_are_measured()
    {
        float[] values = [1, 2, float.MaxValue, 3, 1e30f, 4, 5];
        Assert.Equal(1, Unit.Of(values, 1));
    }

    [Fact]
    public void Many_rows_of_nearly_nothing_do_not_change_how_the_others_are_measured()
    {
        var values = new float[1000];
        Array.Fill(values, 1e-20f);
        values[777] = 1;
        Assert.Equal(1, Unit.Of(values, 1));
        values[777] = 0;
        Assert.NotEqual(1, Unit.Of(values, 1));
        Assert.Equal(1, Unit.Of(new float[10], 2));
        Assert.Equal(1, Unit.Of([], 0));
    }

    [Theory]
    [InlineData("probcover", "delta", 0.15, 1)]
    [InlineData("quire", "gamma", 2, -2)]
    [InlineData("determinantal", "gamma", 2, -2)]
    [InlineData("facility-location", "gamma", 2, -2)]
    [InlineData("mcpal", "gamma", 2, -2)]
    [InlineData("epistemic", "gamma", 2, -2)]
    public void An_option_in_the_unit_of_the_features_keeps_its_meaning(string name, string option, double value, int power)
    {
        var ordinary = Strategy.Rows(Strategy.Pool(60, unit: 0.5), name, 8, Options(value));
        foreach (var scale in (double[])[Huge, 1 / Huge])
        {
            // The range of the options ends somewhere.
            var scaled = value * Math.Pow(scale, power);
            if (option == "gamma" && scaled > 1e9)
            {
                continue;
            }

            Assert.Equal(ordinary, Strategy.Rows(Strategy.Pool(60, unit: 0.5 * scale), name, 8, Options(scaled)));
        }

        string Options(double given) => FormattableString.Invariant($$"""{"{{option}}":{{given:R}}}""");
    }

    [Fact]
    public void Scores_that_are_distances_are_those_of_the_features()
    {
        foreach (var (name, power) in ((string, int)[])[("k-center", 1), ("typiclust", -1), ("badge", 2), ("clue", 1)])
        {
            var (ordinary, huge) = (Strategy.Select(Strategy.Pool(40, unit: 0.5), name, 5), Strategy.Select(Strategy.Pool(40, unit: 0.5 * Huge), name, 5));
            Assert.Equal(ordinary.Select(row => row.Score * Math.Pow(Huge, power)), huge.Select(row => row.Score));
        }
    }

    [Fact]
    public void Great_distances_are_told_apart_where_similarities_all_but_vanish()
    {
        // Without a model all rows are equally uncertain, so distance alone decides.
        var ordinary = Strategy.Rows(Strategy.Pool(60, labels: 0, unit: 0.5), "ranked-batch", 8);
        foreach (var exponent in (int[])[10, 25, 38, 66])
        {
            Assert.Equal(ordinary, Strategy.Rows(Strategy.Pool(60, labels: 0, unit: Math.ScaleB(0.5, exponent)), "ranked-batch", 8));
        }
    }

    [Fact]
    public void Candidates_and_labelled_rows_have_one_unit()
    {
        var context = Strategy.Pool(40, unit: 0.5 * Huge);
        var view = PoolView.OfCandidates(context, 100, 1, Signals.Embeddings);
        Assert.Equal(Huge, view.Unit);
        Assert.Equal(Huge, Labelled.View(context, Signals.Embeddings, view).Unit);
    }
}
