namespace PluginAL.Abstractions;

/// <summary>What a plugin is.</summary>
public enum PluginKind
{
    /// <summary>An <see cref="IQueryStrategy"/>.</summary>
    Strategy,

    /// <summary>An <see cref="ILearner"/>.</summary>
    Learner,

    /// <summary>An <see cref="IOracle"/>.</summary>
    Oracle,

    /// <summary>An <see cref="IFeaturiser"/>.</summary>
    Featuriser,

    /// <summary>An <see cref="IStoppingCriterion"/>.</summary>
    StoppingCriterion,

    /// <summary>An <see cref="IStreamStrategy"/>.</summary>
    StreamStrategy,

    /// <summary>An <see cref="IBudgetManager"/>.</summary>
    BudgetManager,
}
