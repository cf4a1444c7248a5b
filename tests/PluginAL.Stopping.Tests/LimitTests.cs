using PluginAL.Abstractions;

namespace PluginAL.Stopping.Tests;

public sealed class LimitTests
{
    [Fact]
    public void A_budget_ends_with_whichever_is_first()
    {
        var rule = new Budget(new BudgetOptions { Labels = 50, Cost = 45, Minutes = 10 });
        Assert.False(rule.Evaluate(Contexts.Plain).Stop);
        Assert.True(rule.Evaluate(Contexts.Plain with { LabelCount = 50 }).Stop);
        Assert.True(rule.Evaluate(Contexts.Plain with { Cost = 45 }).Stop);
        Assert.True(rule.Evaluate(Contexts.Plain with { Elapsed = TimeSpan.FromMinutes(11) }).Stop);
        Assert.Equal("40 of 50 labels, 40 of 45 cost, 0 of 10 minutes", rule.Evaluate(Contexts.Plain).Reason);
    }

    [Fact]
    public void A_budget_without_a_limit_is_refused() => Assert.Throws<PluginALException>(() => new Budget(new BudgetOptions()).Evaluate(Contexts.Plain));

    [Fact]
    public void An_accuracy_is_known_when_its_interval_is_narrow()
    {
        var rule = new PredictedAccuracy(new PredictedAccuracyOptions { Within = 0.02 });
        Assert.True(rule.Evaluate(Contexts.Plain with { PredictAccuracy = () => (0.9, 0.94) }).Stop);
        Assert.False(rule.Evaluate(Contexts.Plain with { PredictAccuracy = () => (0.9, 0.941) }).Stop);
        Assert.Equal("accuracy predicted to be 0.5000 to 1.0000, that is within 0.2500, limit 0.02", rule.Evaluate(Contexts.Plain with { PredictAccuracy = () => (0.5, 1) }).Reason);
        Assert.False(rule.Evaluate(Contexts.Plain).Stop);
    }

    [Fact]
    public void Recall_counts_what_the_model_says_is_left()
    {
        var rule = new RecallTarget(new RecallTargetOptions { Class = "spam", Recall = 0.8 });
        // 10 found; 1,000 left with 0.1 % each: about one more, with confidence at most 2.6 of a sample of 2,000.
        var few = Contexts.Plain with { StopSet = [Sample(0.001)] };
        Assert.False(rule.Evaluate(few).Stop && rule.Evaluate(few with { LabelsByClass = [30, 0] }).Stop);
        Assert.Contains("recall about 90", rule.Evaluate(few).Reason, StringComparison.Ordinal);
        Assert.False(rule.Evaluate(Contexts.Plain with { StopSet = [Sample(0.01)] }).Stop);
        Assert.True(rule.Evaluate(few with { LabelsByClass = [30, 40] }).Stop);
        Assert.False(rule.Evaluate(few with { LabelsByClass = [30, 0] }).Stop);
        Assert.False(rule.Evaluate(Contexts.Plain).Stop);
        Assert.Throws<PluginALException>(() => new RecallTarget(new RecallTargetOptions()).Evaluate(few));

        static StopSetRound Sample(double rate) => new() { Predicted = new int[2000], MeanNormalisedEntropy = 0, MeanProbabilities = [1 - rate, rate] };
    }
}
