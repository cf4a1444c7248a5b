namespace PluginAL.Strategies;

/// <summary>How far a member's labels are from the model's.</summary>
public enum AuxiliaryLoss
{
    /// <summary>The share of labels that differ (Hamming loss reduction).</summary>
    Hamming,

    /// <summary>The probability that the member gives against the model's labels, on average (soft Hamming loss reduction).</summary>
    SoftHamming,
}
