namespace PluginAL.Hosting.Internals;

/// <summary>How a call that was watched went.</summary>
internal enum CallEnd
{
    /// <summary>It returned or threw.</summary>
    Ended,

    /// <summary>It still runs, though its time is over.</summary>
    OverLimit,

    /// <summary>It still runs, though it was cancelled.</summary>
    IgnoredCancellation,
}
