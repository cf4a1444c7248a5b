namespace PluginAL.Abstractions;

/// <summary>A model that gives <see cref="Signals.Candidates"/> (<see cref="LearningTask.Translation"/>, <see cref="LearningTask.QuestionAnswering"/>).</summary>
public interface ITextGenerator : IModel
{
    /// <summary>Writes candidate texts.</summary>
    /// <param name="rows">n rows of <see cref="IModel.Width"/> columns; a model that reads texts alone ignores them.</param>
    /// <param name="texts">The n rows' own texts.</param>
    /// <param name="random">The model's share of randomness, where it draws.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>n lists, each with the most probable candidate first; a list may be empty where the model has nothing to say.</returns>
    IReadOnlyList<IReadOnlyList<Candidate>> Generate(in FeatureBlock rows, ReadOnlySpan<string> texts, RandomSource random, CancellationToken cancellation);
}
