namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IQueryStrategy"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class StrategyAttribute(string name) : PluginAttribute(PluginKind.Strategy, name)
{
    /// <summary>The signals that it needs.</summary>
    public Signals Needs { get; set; }

    /// <summary>What it does in a cold start.</summary>
    /// <value>Random.</value>
    public ColdStartPolicy ColdStart { get; set; }
}
