using PluginAL.Abstractions;

namespace PluginAL.Stopping.Tests;

public sealed class UncertaintyTests
{
    // The mean that small-text 2.0.0 has for these six rows is 0.62695; it stops at 0.65 and not at 0.6.
    [Theory]
    [InlineData(0.6, false)]
    [InlineData(0.65, true)]
    public void Overall_uncertainty_is_the_mean_over_the_stop_set(double threshold, bool stop)
    {
        var context = Contexts.Plain with { StopSet = [new StopSetRound { Predicted = [0], MeanNormalisedEntropy = 0.6269510857623882 }] };
        Assert.Equal(stop, new OverallUncertainty(new OverallUncertaintyOptions { Threshold = threshold }).Evaluate(context).Stop);
    }

    [Fact]
    public void Without_a_model_nothing_is_certain()
    {
        Assert.False(new OverallUncertainty(new OverallUncertaintyOptions()).Evaluate(Contexts.Plain).Stop);
        Assert.False(new MaximumConfidence(new MaximumConfidenceOptions()).Evaluate(Contexts.Plain).Stop);
    }

    [Theory]
    [InlineData(0.04, true)]
    [InlineData(0.2, false)]
    public void Maximum_confidence_looks_at_the_least_certain_chosen_row(double uncertainty, bool stop) =>
        Assert.Equal(stop, new MaximumConfidence(new MaximumConfidenceOptions()).Evaluate(Contexts.Plain with { BatchUncertainty = uncertainty }).Stop);
}
