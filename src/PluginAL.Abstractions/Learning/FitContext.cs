namespace PluginAL.Abstractions;

/// <summary>What a learner is given beside the data.</summary>
public sealed record FitContext
{
    /// <summary>
    /// The model of the round before, to start from; null: learn from nothing. The learner decides what it is worth: a
    /// model of another learner, width or number of classes is to be ignored.
    /// </summary>
    public IModel? Previous { get; init; }

    /// <summary>The learner's share of randomness.</summary>
    public RandomSource Random { get; init; } = new(0, "fit");

    /// <summary>Where to say things.</summary>
    public required IPluginLog Log { get; init; }

    /// <summary>Cancels the training.</summary>
    public CancellationToken Cancellation { get; init; }
}
