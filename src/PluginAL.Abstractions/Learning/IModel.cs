namespace PluginAL.Abstractions;

/// <summary>
/// What a learner learned. Never changes, so several threads may use one. What a model can say is shown by the further
/// interfaces that it implements: <see cref="IClassifier"/>, and those of other tasks.
/// </summary>
public interface IModel
{
    /// <summary>The number of feature columns D that the model expects.</summary>
    int Width { get; }

    /// <summary>Writes the model, so that <see cref="ILearner.Load"/> brings back the same bits.</summary>
    /// <param name="stream">The stream; not closed.</param>
    void Save(Stream stream);
}
