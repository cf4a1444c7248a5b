namespace PluginAL.Storage;

/// <summary>How a ledger is opened.</summary>
public sealed record LedgerOptions
{
    /// <summary>How long to wait for another process that writes the same ledger.</summary>
    /// <value>Three seconds by default; zero: do not wait.</value>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The clock that dates events.</summary>
    /// <value>The system's clock by default.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
