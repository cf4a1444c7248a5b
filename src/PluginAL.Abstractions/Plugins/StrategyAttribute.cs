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

    /// <summary>
    /// Whether it reads labels, or a committee's <see cref="Signals.Members"/>, as classes though its needs do not say so: other tasks have labels and committees too.
    /// Such a strategy is refused for their tasks before the first round, instead of making scores that mean nothing.
    /// </summary>
    /// <value>False.</value>
    public bool ClassesOnly { get; set; }
}
