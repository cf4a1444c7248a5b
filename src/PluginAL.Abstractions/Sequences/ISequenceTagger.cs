namespace PluginAL.Abstractions;

/// <summary>A model that gives <see cref="Signals.TokenMarginals"/> (<see cref="LearningTask.Sequence"/>), such as a hidden Markov model or a conditional random field.</summary>
public interface ISequenceTagger : IModel
{
    /// <summary>The number of tags K: all that the pool knows, also those that no labelled token has.</summary>
    int TagCount { get; }

    /// <summary>The number of best paths P that the model gives, at least 1.</summary>
    int PathCount { get; }

    /// <summary>Tags of some sequences.</summary>
    /// <param name="rows">n sequences; their tokens have <see cref="IModel.Width"/> columns.</param>
    /// <param name="target">Where the predictions go.</param>
    void PredictTokens(in TokenRows rows, in TokenTarget target);
}
