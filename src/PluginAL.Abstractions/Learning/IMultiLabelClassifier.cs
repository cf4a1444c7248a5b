namespace PluginAL.Abstractions;

/// <summary>A model that gives <see cref="Signals.LabelProbabilities"/> (<see cref="LearningTask.MultiLabel"/>).</summary>
public interface IMultiLabelClassifier : IModel
{
    /// <summary>The number of labels L: all that the pool knows, also those that no labelled row has.</summary>
    int LabelCount { get; }

    /// <summary>Label probabilities of consecutive rows.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="probabilities">n × L, row after row, each in [0, 1]: the probability that the label applies. NaN features give a NaN row, never an exception.</param>
    void PredictLabels(in FeatureBlock rows, Span<float> probabilities);
}
