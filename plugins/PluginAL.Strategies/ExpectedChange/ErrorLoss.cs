namespace PluginAL.Strategies;

/// <summary>What counts as an error.</summary>
public enum ErrorLoss
{
    /// <summary>1 − max p: the expected number of wrong classes.</summary>
    ZeroOne,

    /// <summary>−Σ p ln p: the expected log loss, in nats.</summary>
    Log,
}
