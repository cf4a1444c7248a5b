namespace PluginAL.Hosting;

/// <summary>What a person answers when asked whether to trust a plugin.</summary>
public enum TrustAnswer
{
    /// <summary>It is refused.</summary>
    No,

    /// <summary>It is loaded now, and asked about again next time.</summary>
    Once,

    /// <summary>It is loaded, and noted in the trust file.</summary>
    Always,
}
