using PluginAL.Abstractions;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Tests.Reports;

public sealed class MetricNamesTests
{
    [Theory]
    [InlineData(LearningTask.Classification, 0.8, 0.5, 0.8)]
    [InlineData(LearningTask.Regression, 3.0, 0.5, 0.5)]
    [InlineData(LearningTask.Sequence, 0.9, 0.3, 0.3)]
    [InlineData(LearningTask.Sequence, 0.9, double.NaN, 0.9)]
    [InlineData(LearningTask.Translation, 30.0, 50.0, 0.3)]
    [InlineData(LearningTask.QuestionAnswering, 0.4, 0.6, 0.4)]
    public void Stopping_rules_look_at_what_has_one_as_its_best_and_is_defined(LearningTask task, double first, double second, double gain) =>
        Assert.Equal(gain, MetricNames.For(task).Gain(first, second), 12);
}
