namespace PluginAL.Abstractions;

/// <summary>A model that gives <see cref="Signals.MeanAndVariance"/> (<see cref="LearningTask.Regression"/>).</summary>
public interface IRegressor : IModel
{
    /// <summary>Numbers predicted for consecutive rows, in the label's unit.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns.</param>
    /// <param name="means">n means of the predictive distribution. NaN features give NaN, never an exception.</param>
    /// <param name="variances">
    /// n variances of the predictive distribution, in the label's unit squared, at least 0: noise and what the model does not know. A model that tells them not apart
    /// gives its residual variance for every row.
    /// </param>
    void PredictNumbers(in FeatureBlock rows, Span<float> means, Span<float> variances);
}
