namespace PluginAL.Abstractions;

/// <summary>An algorithm that learns a model from labelled rows. Has no state of its own: what is learned is in the model.</summary>
public interface ILearner
{
    /// <summary>
    /// Learns a model. Not every class need have a row: a class without one gets probability zero; with rows of one class
    /// only, the model says that class with certainty. The same data, options and seed give the same bits.
    /// </summary>
    /// <param name="data">The labelled rows; at least one.</param>
    /// <param name="context">The earlier model to start from, randomness, cancellation, log.</param>
    /// <returns>The model.</returns>
    /// <exception cref="PluginALException">The data cannot be learned from: a value that is not finite, a task that is not this learner's.</exception>
    IModel Fit(TrainingSet data, FitContext context);

    /// <summary>Reads a model that <see cref="IModel.Save"/> wrote.</summary>
    /// <param name="stream">The stream, at the model's first byte; not closed.</param>
    /// <returns>A model that predicts the same bits as the one saved, and is as good a start for the next fit.</returns>
    /// <exception cref="PluginALException">The bytes are not a model of this learner.</exception>
    IModel Load(Stream stream);
}
