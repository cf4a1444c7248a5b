namespace PluginAL.Abstractions;

/// <summary>A model that gives <see cref="Signals.Probabilities"/>.</summary>
public interface IClassifier : IModel
{
    /// <summary>The number of classes C: all that the pool knows, also those without a labelled row.</summary>
    int ClassCount { get; }

    /// <summary>Class probabilities of consecutive rows.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="probabilities">n × C, row after row; each row sums to one within 1e-5. NaN features give a NaN row, never an exception.</param>
    void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities);
}
