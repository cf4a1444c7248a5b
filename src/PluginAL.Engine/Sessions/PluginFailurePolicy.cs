namespace PluginAL.Engine.Sessions;

/// <summary>What a session does when its strategy fails.</summary>
public enum PluginFailurePolicy
{
    /// <summary>It stops with the error; what was labelled is kept.</summary>
    Stop,

    /// <summary>It draws this round's rows at random, says so, and writes it in the ledger.</summary>
    Random,
}
