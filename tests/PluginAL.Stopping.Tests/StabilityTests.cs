namespace PluginAL.Stopping.Tests;

public sealed class StabilityTests
{
    private static readonly int[] First = [0, 1, 2, 1, 0, 2, 1, 1];
    private static readonly int[] Second = [0, 1, 2, 2, 0, 2, 1, 0];

    // small-text 2.0.0 gives the same number.
    [Fact]
    public void Kappa_is_Cohens() => Assert.Equal(0.6363636363636364, Agreement.Kappa(First, Second), 14);

    [Fact]
    public void Kappa_of_one_class_throughout_is_one() => Assert.Equal(1, Agreement.Kappa([1, 1, 1], [1, 1, 1]));

    [Fact]
    public void Kappa_waits_for_its_window_and_then_for_its_mean()
    {
        var rule = new KappaStability(new KappaOptions { Threshold = 0.8, Window = 2 });
        Assert.False(rule.Evaluate(Contexts.Predictions(First, First)).Stop);
        Assert.Contains("1 of 2", rule.Evaluate(Contexts.Predictions(First, First)).Reason, StringComparison.Ordinal);
        Assert.True(rule.Evaluate(Contexts.Predictions(First, Second, Second)).Stop);
        Assert.False(rule.Evaluate(Contexts.Predictions(Second, First, Second)).Stop);
    }

    // The rounds and verdicts of small-text 2.0.0 with threshold 0.2.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Classification_change_counts_rows_that_changed(int rounds, bool stop)
    {
        int[][] all = [First, Second, [0, 1, 2, 2, 0, 2, 1, 1], [0, 1, 2, 2, 0, 2, 1, 1]];
        var rule = new ClassificationChange(new ClassificationChangeOptions { Threshold = 0.2 });
        Assert.Equal(stop, rule.Evaluate(Contexts.Predictions(all[..rounds])).Stop);
    }

    [Fact]
    public void The_predicted_change_of_F_is_one_minus_F_of_the_one_against_the_other()
    {
        // Class 1: both say it of rows 1 and 6, one alone of rows 3 and 7: 1 − 4/6.
        Assert.Equal(1 - (4 / 6.0), Agreement.FChange(First, Second, 1), 14);
        Assert.Equal(0, Agreement.FChange(First, Second, 9));

        var rule = new PredictedFChange(new PredictedFChangeOptions { Class = "spam", Threshold = 0.2, Window = 2 });
        Assert.True(rule.Evaluate(Contexts.Predictions(First, Second, Second)).Stop);
        Assert.Contains("at most 0.3333", rule.Evaluate(Contexts.Predictions(First, Second, Second)).Reason, StringComparison.Ordinal);
        Assert.False(rule.Evaluate(Contexts.Predictions(First, Second, First)).Stop);
        Assert.False(rule.Evaluate(Contexts.Predictions(First, Second)).Stop);
    }

    [Fact]
    public void A_class_that_the_pool_lacks_is_named_with_those_it_has()
    {
        var rule = new PredictedFChange(new PredictedFChangeOptions { Class = "eggs" });
        var error = Assert.Throws<PluginAL.Abstractions.PluginALException>(() => rule.Evaluate(Contexts.Predictions(First)));
        Assert.Contains("'eggs'", error.Message, StringComparison.Ordinal);
        Assert.Contains("ham, spam", error.Message, StringComparison.Ordinal);
    }
}
