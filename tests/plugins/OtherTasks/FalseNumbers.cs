using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>Says that it learns numbers, and learns texts.</summary>
[Learner("false-numbers", Gives = Signals.MeanAndVariance)]
public sealed class FalseNumbers : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context) => new NearTexts().Fit(
        new TrainingSet(data.Features, LearningTask.Translation, [.. data.Labels.Select(_ => new TextLabel(""))], 0) { Texts = [.. data.Labels.Select(_ => "")] }, context);

    /// <inheritdoc/>
    public IModel Load(Stream stream) => new NearTexts().Load(stream);
}
