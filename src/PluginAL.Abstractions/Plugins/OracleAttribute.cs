namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IOracle"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class OracleAttribute(string name) : PluginAttribute(PluginKind.Oracle, name)
{
    /// <summary>
    /// Whether a person answers. Such an oracle is asked one ticket at a time, and each answer is on disk before the next
    /// question; others are asked for a whole batch, committed together.
    /// </summary>
    /// <value>False.</value>
    public bool Interactive { get; set; }
}
