namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IStoppingCriterion"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class StoppingCriterionAttribute(string name) : PluginAttribute(PluginKind.StoppingCriterion, name)
{
    /// <summary>
    /// What the session's models must give for it: <see cref="Signals.Probabilities"/> where it looks at <see cref="StopContext.StopSet"/> or
    /// <see cref="StopContext.BatchUncertainty"/>.
    /// </summary>
    /// <value>None: it looks at labels, cost, time or the metric.</value>
    public Signals Needs { get; set; }
}
