namespace PluginAL.Strategies;

/// <summary>Options of <see cref="AuxiliaryLearner"/>.</summary>
public sealed record AuxiliaryLearnerOptions
{
    /// <summary>The loss between the model's labels and a member's.</summary>
    /// <value>Hamming.</value>
    public AuxiliaryLoss Loss { get; init; } = AuxiliaryLoss.Hamming;
}
